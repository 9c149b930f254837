/** What a display knows of time. */
export interface DisplayClock {
  now(): number;
  /** Calls back again and again, until the function returned is called. */
  every(ms: number, callback: () => void): () => void;
}

export const systemClock: DisplayClock = {
  now: Date.now,
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
};
