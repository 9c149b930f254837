/** After so many milliseconds, what hangs is ended. It is not a bound on how long a test may take. */
export const hangLimit = 600_000;
