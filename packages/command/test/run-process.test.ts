import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const example = fileURLToPath(new URL('example.ts', import.meta.url));

interface Started {
  child: ChildProcess;
  /** The exit code or the signal, and standard error. */
  ended: Promise<[number | string, string]>;
}

function start(action: string, stdout: 'pipe' | number = 'pipe', ...flags: string[]): Started {
  const args = ['--no-warnings', ...flags, example, action];
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = Promise.all([exit, text(child.stderr!)]).then(
    ([[code, signal], stderr]): [number | string, string] => [code ?? signal!, stderr],
  );
  return { child, ended };
}

test('the exit code is what the command returns', async () => {
  expect(await start('end').ended).toEqual([7, '']);
});

test('a Node that is too old is refused in one sentence, before the command is loaded', async () => {
  const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'22.11.0'}})`;
  const sentence = 'example: Node 22.11.0 is too old; use Node 22.12 or later.\n';
  const { ended } = start('fail to load', 'pipe', '--import', older);
  expect(await ended).toEqual([11, sentence]);
});

test.each([
  ['fail to load', 'SyntaxError'],
  ['throw', 'TypeError'],
  ['throw later', 'RangeError'],
  ['reject later', 'Error'],
])('an error that is not expected is one sentence without its message: %s', async (...row) => {
  const [action, name] = row;
  const sentence = `example: Something failed that should not (${name}). Please report it.\n`;
  expect(await start(action).ended).toEqual([15, sentence]);
});

test.each([
  ['print for ever', 12, 'example: The reader of the output closed it before the end.\n'],
  // As `head` expects of a command in a pipeline.
  ['print for ever, and pass if it is not read', 0, ''],
])('the command ends when the reader closes its output: %s', async (action, code, stderr) => {
  const { child, ended } = start(action);
  await once(child.stdout!, 'data');
  child.stdout!.destroy();
  expect(await ended).toEqual([code, stderr]);
});

test('a reader that is slow receives all output', async () => {
  const { child, ended } = start('print much');
  await once(child.stdout!, 'readable');
  const [output] = await Promise.all([text(child.stdout!), ended]);
  expect(output.length).toBe(4_000_000);
});

test.runIf(process.platform === 'linux')('a full disk is reported in one sentence', async () => {
  const full = openSync('/dev/full', 'w');
  const { ended } = start('print', full);
  closeSync(full);
  expect(await ended).toEqual([13, 'example: The output cannot be written (ENOSPC).\n']);
});

// Windows has no signals: ending a process kills it.
test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'the first %s asks the command to stop',
  async (signal) => {
    const { child, ended } = start('stop politely');
    await once(createInterface(child.stdout!), 'line');
    child.kill(signal);
    expect(await ended).toEqual([8, '']);
  },
);

test.skipIf(process.platform === 'win32').each([
  ['SIGINT', 14],
  ['SIGTERM', 16],
] as const)('a second signal ends a command that is slow to stop: %s', async (second, code) => {
  const { child, ended } = start('stop slowly');
  const lines = createInterface(child.stdout!);
  await once(lines, 'line');
  child.kill('SIGINT');
  expect(await once(lines, 'line')).toEqual(['stopping']);
  child.kill(second);
  expect(await ended).toEqual([code, 'example: It was interrupted again before it had stopped.\n']);
});

test.skipIf(process.platform === 'win32')(
  'the first signal ends a command that does not ask for signals',
  async () => {
    const { child, ended } = start('ignore signals');
    await once(createInterface(child.stdout!), 'line');
    child.kill('SIGINT');
    expect(await ended).toEqual(['SIGINT', '']);
  },
);
