/** Without the message of the error, which could quote a secret. */
export const describeUnexpected = (error: unknown): string =>
  `Something failed that should not (${error instanceof Error ? error.name : typeof error}). Please report it.`;
