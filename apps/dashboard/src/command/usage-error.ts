/** Options or variables of the environment are wrong. The message says so in one sentence. */
export class UsageError extends Error {}

/** The dashboard cannot start. The message says why in one sentence. */
export class StartError extends Error {}
