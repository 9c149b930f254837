export const exitCodes = {
  /** The dashboard was stopped by SIGINT or SIGTERM. */
  stopped: 0,
  /** It cannot listen, or cannot use the data file or Redis. */
  failed: 1,
  /** An option is wrong. */
  usage: 2,
  /** A second signal ended the process before it had closed. */
  interrupted: 130,
  terminated: 143,
} as const;
