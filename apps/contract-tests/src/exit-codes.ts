export const exitCodes = {
  kept: 0,
  /** There were errors, or nothing was checked. */
  broken: 1,
  /** Wrong usage, or unreadable input. */
  unusable: 2,
  /** Ctrl-C ended `verify`, or a second one ended `record` before it could finish. */
  interrupted: 130,
  terminated: 143,
} as const;
