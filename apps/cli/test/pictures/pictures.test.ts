import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('write-pictures.ts', import.meta.url));

// In a process of its own, because the library for colors reads the environment when it is imported.
test('the pictures show what `pnpm generate` draws', async () => {
  const args = ['--conditions=@batch-status/source', script, '--check'];
  const { stdout: stale } = await promisify(execFile)(process.execPath, args);
  expect(stale).toBe('');
});
