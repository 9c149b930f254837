import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as undici from 'undici';
import { expect, test } from 'vitest';
import { importAgents } from '../src/transport/import-agents.ts';
import { lowestUndici } from './lowest-undici.ts';

test('the dispatchers are those of undici', async () => {
  expect(await importAgents(false)).toEqual({ Pool: undici.Pool });
  const { EnvHttpProxyAgent } = await importAgents(true);
  expect(EnvHttpProxyAgent).toBe(undici.EnvHttpProxyAgent);
});

test('if undici moves its file, all of it is imported', async () => {
  const moved = () => Promise.reject(new Error('Cannot find module'));
  expect(await importAgents(false, moved, () => Promise.resolve(lowestUndici))).toBe(lowestUndici);
});

test('the lowest undici has the same file', async () => {
  // In a variable, because the file has no declarations.
  const path = 'undici-lowest/lib/dispatcher/pool.js';
  const file = (await import(path)) as { default: unknown };
  expect(file.default).toBe(lowestUndici.Pool);
});

test('undici is loaded at the first call, without its fetch', async () => {
  const program = fileURLToPath(new URL('loaded.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@batch-status/source',
    program,
  ]);
  const { imported, called } = JSON.parse(stdout) as Record<string, string[]>;
  expect(imported).toEqual([]);
  expect(called).toContain('lib/dispatcher/pool.js');
  expect(called).not.toContain('lib/web/fetch/index.js');
});
