export const exitCodes = {
  kept: 0,
  /** There were errors, or nothing was checked. */
  broken: 1,
  /** Wrong usage, or unreadable input. */
  unusable: 2,
  /** A second Ctrl-C ended `record` before it could finish. */
  interrupted: 130,
  terminated: 143,
} as const;
