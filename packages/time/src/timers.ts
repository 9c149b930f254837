/** The time in milliseconds since the epoch, with fractions. It never goes back while the process runs. */
export const steadyTime = (): number => performance.timeOrigin + performance.now();

/** Calls back after `ms` milliseconds, unless the function it returns is called first. */
export function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** The time in milliseconds since the epoch. It goes on while the machine sleeps. */
export const wallTime = (): number => Date.now();

/** Calls back every `ms` milliseconds, until the function it returns is called. */
export function every(ms: number, callback: () => void): () => void {
  const timer = setInterval(callback, ms);
  return () => clearInterval(timer);
}
