/** Milliseconds since the epoch, with fractions; it never goes back while the process runs. */
export const steadyTime = (): number => performance.timeOrigin + performance.now();

/** Milliseconds for which this process has used a CPU. */
export const cpuTime = (): number => process.cpuUsage().user / 1000;

/** Calls back after `ms` milliseconds, unless the function it returns is called first. */
export function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
