import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { ask } from './ask.ts';
import { killWhileRecording } from './kill-while-recording.ts';
import { recordingProcess } from './recording-process.ts';
import { command, root } from './run.ts';
import { temporaryFolder } from './temporary-folder.ts';

const server = createReferenceServer({ demo: { calls: 300 } });
let target = '';
beforeAll(async () => ({ url: target } = await server.listen()));
afterAll(() => server.close());

test('a recording can be read after kill -9', async () => {
  expect(await killWhileRecording('har', 4, 300)).toEqual([]);
});

test('Ctrl-C prints a summary, and the recording is complete', async () => {
  const running = await recordingProcess('har', target);
  await ask(running.url);
  running.child.kill('SIGINT');
  expect(await running.ended).toBe(0);
  expect(running.stderr()).toContain(`${running.output}: 1 exchange recorded.\n`);
  const text = await readFile(running.output, 'utf8');
  expect((JSON.parse(text) as { log: { entries: unknown[] } }).log.entries).toHaveLength(1);
  expect(text).not.toContain('test-key');
  expect((await stat(running.output)).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform === 'win32')(
  'the recorder ends when npm was ended, which does not pass on signals',
  async () => {
    const output = join(await temporaryFolder(), 'recording.har');
    const args = [...command, 'record', '--target', target, '--output', output];
    // Like npm, the shell waits for the recorder, and does not become it.
    const shell = spawn('sh', ['-c', '"$0" "$@"; true', process.execPath, ...args], {
      cwd: root,
      env: { ...process.env, npm_command: 'exec' },
    });
    let stderr = '';
    shell.stderr.on('data', (bytes: Buffer) => {
      stderr += bytes.toString();
      if (stderr.includes('Recording')) shell.kill('SIGTERM');
    });
    // The recorder has the same outputs, so they close only once it has ended, too.
    await once(shell, 'close');
    expect(stderr).toContain(`${output}: 0 exchanges recorded.\n`);
  },
);
