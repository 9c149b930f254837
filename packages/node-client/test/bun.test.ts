import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

// The executable has this name on every system.
const bun = fileURLToPath(new URL('../../../node_modules/bun/bin/bun.exe', import.meta.url));
const source = fileURLToPath(new URL('../src/index.ts', import.meta.url));

test('in Bun, the error names the package to use instead', async ({ signal }) => {
  const code = `import { createBatchStatusClient } from '${source}';
    try {
      createBatchStatusClient({ apiKey: 'k', workspaceId: 'w' });
    } catch (error) {
      console.log(error.code, error.message);
    }`;
  const args = ['--conditions=@batch-status/source', '--eval', code];
  const { stdout } = await promisify(execFile)(bun, args, { signal });
  expect(stdout.trim()).toBe(
    'invalid_argument @batch-status/node needs Node; in Bun, use @batch-status/fetch.',
  );
});
