import type { TestProject } from 'vitest/node';
import { startFaultServer } from './fault-server.ts';

/** Starts the fault server once for all tests, in another process than the clients. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startFaultServer();
  project.provide('faultServerUrl', server.url);
  return () => server.close();
}
