/** Sends the CPU time of this process to its parent whenever the parent sends a message. */
export function reportCpu(): void {
  process.on('message', () => process.send?.(process.cpuUsage()));
}
