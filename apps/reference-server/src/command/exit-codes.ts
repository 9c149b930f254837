export const exitCodes = {
  /** The server was stopped by SIGINT or SIGTERM. */
  stopped: 0,
  /** The server cannot listen, or cannot use the data file. */
  failed: 1,
  /** An option is wrong. */
  usage: 2,
  /** A second signal ended the process before the server had closed. */
  interrupted: 130,
  terminated: 143,
} as const;
