import { startFaultServer } from './fault-server.ts';

/** Serves faults until the process that started this one ends it, and prints the URL first. */
const { url } = await startFaultServer();
process.stdout.write(`${url}\n`);
