import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

import { command, root } from './run.ts';

const args = ['verify', '--response', '200', 'openapi/examples/queued.json'];
const start = (stdio: StdioOptions) =>
  spawn(process.execPath, [...command, ...args], { cwd: root, stdio });

test('a run whose output is closed early has not passed', async () => {
  const child = start('pipe');
  child.stdout!.destroy();
  const [[code], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr!)]);
  expect([code, stderr]).toEqual([
    1,
    'contract-tests: The reader of the output closed it before the end.\n',
  ]);
});

test.runIf(process.platform === 'linux')('a full disk gives a one-line message', async () => {
  const full = openSync('/dev/full', 'w');
  const child = start(['ignore', full, 'pipe']);
  const [[code], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr!)]);
  closeSync(full);
  expect([code, stderr]).toEqual([2, 'contract-tests: The output cannot be written (ENOSPC).\n']);
});
