/** What a script can decide by; the table in the README says the same. */
export const exitCodes = {
  complete: 0,
  completeWithFailures: 1,
  usage: 2,
  cancelled: 3,
  maxWait: 4,
  notAllowed: 5,
  notFound: 6,
  stalled: 7,
  failedToAsk: 8,
  failed: 9,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What has to be dealt with first comes first. */
const byUrgency: readonly ExitCode[] = [
  exitCodes.notAllowed,
  exitCodes.failedToAsk,
  exitCodes.notFound,
  exitCodes.maxWait,
  exitCodes.stalled,
  exitCodes.failed,
  exitCodes.cancelled,
  exitCodes.completeWithFailures,
];

/** One code for several batches: the most urgent of theirs. */
export const exitCodeOfAll = (codes: readonly ExitCode[]): ExitCode =>
  byUrgency.find((code) => codes.includes(code)) ?? exitCodes.complete;
