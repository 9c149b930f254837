import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { listenOnLoopback } from '@batch-status/loopback';
import { goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { createBatchStatusClient } from '../../src/index.ts';

/** The path of the program, which its package exports without types. */
const require = createRequire(import.meta.url);
const { default: workerd } = require('workerd') as { default: string };

const workerCode = (serviceUrl: string): string => `
  import { waitUntil } from 'cloudflare:workers';
  import { createBatchStatusClient } from '@batch-status/fetch';
  import { createProxyHandler } from '@batch-status/fetch/proxy';
  const client = createBatchStatusClient({
    baseUrl: '${serviceUrl}',
    apiKey: 'a-key',
    workspaceId: 'a-workspace',
  });
  const handler = createProxyHandler(client, {
    authorize: () => true,
    shareFor: 600_000,
    waitUntil,
  });
  export default { fetch: handler };
`;

const config = `
  using Workerd = import "/workerd/workerd.capnp";
  const config :Workerd.Config = (
    services = [
      (name = "main", worker = .proxy),
      (name = "internet", network = (allow = ["public", "private"])),
    ],
    sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
  );
  const proxy :Workerd.Worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2026-11-01",
  );
`;

/** Runs the proxy in the runtime of Cloudflare Workers, and returns its URL. */
async function startWorker(serviceUrl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-worker-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await build({
    stdin: {
      contents: workerCode(serviceUrl),
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    conditions: ['@batch-status/source'],
    external: ['cloudflare:workers'],
    outfile: join(folder, 'worker.js'),
  });
  await writeFile(join(folder, 'config.capnp'), config);
  const child = spawn(workerd, ['serve', '--control-fd=1', join(folder, 'config.capnp')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  return `http://127.0.0.1:${port}`;
}

/** A service that holds its responses until they are released. */
async function startService() {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const held: (() => void)[] = [];
  const server = await listenOnLoopback(
    createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      held.push(() => response.end(JSON.stringify(goodBatch)));
      arrive();
    }),
  );
  onTestFinished(() => server.close());
  return { url: server.url, arrived, held };
}

test('in a worker, pages share one request, even if the first of them disconnects', async () => {
  const service = await startService();
  const page = createBatchStatusClient({ baseUrl: `${await startWorker(service.url)}/api` });
  const leaving = new AbortController();
  const left = page.getBatchStatus('b', { signal: leaving.signal });
  await service.arrived;
  const staying = Array.from({ length: 10 }, () => page.getBatchStatus('b'));
  leaving.abort('left');
  await expect(left).rejects.toBe('left');
  for (const respond of service.held) respond();
  const batches = await Promise.all(staying);
  expect(batches.map(({ total }) => total)).toEqual(batches.map(() => goodBatch.total));
  expect(JSON.stringify(batches)).not.toContain(plantedPhoneNumber);
  expect(service.held).toHaveLength(1);
});
