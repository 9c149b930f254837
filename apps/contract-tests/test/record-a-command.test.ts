import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { answering } from './answering.ts';
import { command, contractTests, root } from './run.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Ended {
  code: number | null;
  stdout: string;
  output: string;
}

/** Records a script that Node runs. `signal` is sent once the script has printed something. */
async function recorded(script: string, signal?: NodeJS.Signals): Promise<Ended> {
  const target = await answering(() => '{}');
  const output = join(await temporaryFolder(), 'recording.har');
  const options = ['record', '--target', target, '--output', output, '--env', 'BASE_URL'];
  const child = spawn(
    process.execPath,
    [...command, ...options, '--', process.execPath, '-e', script],
    { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
    if (signal) child.kill(signal);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, output };
}

test('a command is recorded, and its exit code is returned', async () => {
  const script = `fetch(process.env.BASE_URL + '/a').then(({ status }) => {
    console.log(status);
    process.exitCode = 7;
  })`;
  const { code, stdout, output } = await recorded(script);
  expect({ code, stdout }).toEqual({ code: 7, stdout: '200\n' });
  const { log } = JSON.parse(await readFile(output, 'utf8')) as { log: { entries: unknown[] } };
  expect(log.entries).toHaveLength(1);
});

test.each<[NodeJS.Signals, number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s ends the command as well', async (signal, code) => {
  const script = 'console.log("ready"); setInterval(() => undefined, 1000);';
  expect((await recorded(script, signal)).code).toBe(code);
});

test('a command that cannot be started leaves no recording, so that the next attempt can write it', async () => {
  const folder = await temporaryFolder();
  const options = ['--target', 'http://localhost:1', '--output', join(folder, 'recording.har')];
  const { code, stderr } = await contractTests('record', ...options, '--', join(folder, 'none'));
  expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be started (ENOENT).')]);
  expect(await readdir(folder)).toEqual([]);
});

test.each(['A=B', '', 'BASE URL'])('--env refuses %j', async (name) => {
  const output = join(await temporaryFolder(), 'recording.har');
  const options = ['--target', 'http://localhost:1', '--output', output, '--env', name];
  const { code, stderr } = await contractTests('record', ...options, '--', process.execPath, '-v');
  expect([code, stderr]).toEqual([2, expect.stringContaining('the name of a variable')]);
});
