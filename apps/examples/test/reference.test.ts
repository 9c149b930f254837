import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';
import { createBatchStatusClient } from '@batch-status/node';
import { createProxyListener } from '@batch-status/node/proxy';
import { createReferenceServer } from '@batch-status/reference-server';
import { build } from 'esbuild';
import { chromium } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { findChromium } from '../../../scripts/chromium.ts';
import { fromRoot, run } from '../../../scripts/run.ts';
import { runtimes } from '../../../scripts/runtimes.ts';

const batchId = 'batch_7891011121314';
const counts = /^\d+ of 150 calls completed, \d+ failed\n?$/;
const conditions = '--conditions=@batch-status/source';

const server = createReferenceServer({ batchIds: [batchId] });
let url: string;

beforeAll(async () => {
  ({ url } = await server.listen());
});
afterAll(() => server.close());

const file = (name: string): string => fromRoot(`apps/examples/reference/${name}`);

const environment = (): Record<string, string> => ({
  TRILLET_API_KEY: 'test-key',
  TRILLET_WORKSPACE_ID: 'test-workspace',
  TRILLET_BASE_URL: url,
});

const commands: Record<string, string[]> = {
  'node.ts': [runtimes.node],
  'deno.ts': [runtimes.deno, 'run', '--allow-net', '--allow-env'],
  'bun.ts': [runtimes.bun, 'run'],
};

test.each(Object.entries(commands))('%s prints the counts of a batch', async (name, command) => {
  const outcome = await run([...command, conditions, file(name)], environment());
  expect(outcome).toEqual({ ok: true, output: expect.stringMatching(counts) });
});

test.each(Object.entries(commands))('%s fails without a key', async (name, command) => {
  const env = { ...environment(), TRILLET_API_KEY: '' };
  const { ok, output } = await run([...command, conditions, file(name)], env);
  expect(ok).toBe(false);
  expect(output).toMatch(/TRILLET_API_KEY|apiKey/);
});

const { ok: hasBash } = await run(['bash', '-c', 'command -v curl']);

test.skipIf(!hasBash)('curl.sh prints a batch', async () => {
  const { ok, output } = await run(['bash', file('curl.sh')], environment());
  expect(output).toContain('"isComplete":false');
  expect(ok).toBe(true);
});

test.skipIf(!hasBash)('curl.sh fails with the reason if the key is wrong', async () => {
  const env = { ...environment(), TRILLET_API_KEY: 'wrong' };
  const { ok, output } = await run(['bash', file('curl.sh')], env);
  expect(output).toContain('"error"');
  expect(ok).toBe(false);
});

test.skipIf(!hasBash)('command.sh prints a batch', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-command-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const command = `"${process.execPath}" ${conditions} "${fromRoot('apps/cli/src/bin.ts')}"`;
  await writeFile(join(folder, 'batch-status'), `#!/bin/sh\nexec ${command} "$@"\n`);
  await chmod(join(folder, 'batch-status'), 0o755);
  const PATH = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  const { ok, output } = await run(['bash', file('command.sh')], { ...environment(), PATH });
  expect(output).toContain(batchId);
  expect(ok).toBe(true);
});

const executablePath = findChromium();

test.skipIf(!executablePath)('browser.ts shows the counts of a batch in a page', async () => {
  const { outputFiles } = await build({
    entryPoints: [file('browser.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['@batch-status/source'],
  });
  await using client = createBatchStatusClient({
    baseUrl: url,
    apiKey: 'test-key',
    workspaceId: 'test-workspace',
  });
  const proxy = createProxyListener(client, { authorize: () => true });
  await using site = await listenOnLoopback(
    createServer((request, response) => {
      if (request.url?.startsWith('/api/')) return proxy(request, response);
      const isScript = request.url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(
        isScript ? outputFiles[0]!.text : '<script type="module" src="/page.js"></script>',
      );
    }),
  );
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(site.url);
  await page.waitForFunction(() => document.title !== '');
  expect(await page.title()).toMatch(counts);
});

test('every sample runs in a test', async () => {
  const ran = [...Object.keys(commands), 'browser.ts', 'command.sh', 'curl.sh'];
  expect(await readdir(file(''))).toEqual(ran.toSorted());
});
