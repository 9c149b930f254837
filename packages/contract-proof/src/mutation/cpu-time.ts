/** Milliseconds of CPU time that this process has used. */
export const cpuTime = (): number => process.cpuUsage().user / 1000;
