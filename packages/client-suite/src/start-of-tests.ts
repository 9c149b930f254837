/** The initial time of a `StillClock`, in milliseconds since the epoch. */
export const startOfTests = Date.UTC(2029, 10, 6, 8, 49, 37);
