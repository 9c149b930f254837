import type { TestProject } from 'vitest/node';
import { startFaultServer } from './fault-server.ts';

/** Starts the fault server once, in a process that is not the client's. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startFaultServer();
  project.provide('faultServerUrl', server.url);
  return () => server.close();
}
