/** A duration in whole milliseconds. It is never negative, even if a clock was set back. */
export const wholeDuration = (duration: number): number => Math.max(0, Math.round(duration));
