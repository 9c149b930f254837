/** Scripts depend on these; the README has the same table. */
export const exitCodes = {
  complete: 0,
  completeWithFailures: 1,
  usage: 2,
  cancelled: 3,
  maxWait: 4,
  notAllowed: 5,
  notFound: 6,
  stalled: 7,
  noAnswer: 8,
  failed: 9,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The most urgent first. */
const byUrgency: readonly ExitCode[] = [
  exitCodes.notAllowed,
  exitCodes.noAnswer,
  exitCodes.notFound,
  exitCodes.maxWait,
  exitCodes.stalled,
  exitCodes.failed,
  exitCodes.cancelled,
  exitCodes.completeWithFailures,
];

/** The exit code of several batches: the most urgent of their codes. */
export const exitCodeOfAll = (codes: readonly ExitCode[]): ExitCode =>
  byUrgency.find((code) => codes.includes(code)) ?? exitCodes.complete;
