import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const serveFaults = fileURLToPath(new URL('faults/serve-faults.ts', import.meta.url));

/**
 * Starts the fault server once for all tests, in Node whatever runs the tests: the raw bytes that
 * a fault writes to its socket sometimes get lost in the `node:http` of Deno.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const node = process.env['TEST_NODE'] ?? process.execPath;
  const server = spawn(node, ['--conditions=@batch-status/source', serveFaults], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(server.stdout), 'line')) as [string];
  project.provide('faultServerUrl', url);
  return () => void server.kill();
}
