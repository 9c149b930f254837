/** Tells the parent process, whenever it asks, how much CPU this one has used. */
export function reportCpu(): void {
  process.on('message', () => process.send?.(process.cpuUsage()));
}
