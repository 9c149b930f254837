import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('only the entry for many processes loads BullMQ', async () => {
  const program = fileURLToPath(new URL('loaded-peers.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@batch-status/source',
    program,
  ]);
  const loaded = JSON.parse(stdout) as Record<string, string[]>;
  expect(loaded['@batch-status/node']).toEqual([]);
  expect(loaded['@batch-status/node/proxy']).toEqual([]);
  expect(loaded['@batch-status/node/shared']).toContain('bullmq');
});
