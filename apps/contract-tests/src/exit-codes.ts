export const exitCodes = {
  kept: 0,
  /** Findings of severity error, or nothing that the contract is about. */
  broken: 1,
  /** Wrong usage, or input that cannot be read. */
  unusable: 2,
  /** A second Ctrl-C ended `record` before it could finish. */
  interrupted: 130,
} as const;
