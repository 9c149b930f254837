import { Command } from 'commander';
import { expect, test } from 'vitest';
import { runProgram, withOutputs } from '../src/index.ts';

class InputError extends Error {}

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

async function run(...args: string[]): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const stdout = { write: (text: string) => (written.stdout += text) };
  const stderr = { write: (text: string) => (written.stderr += text) };
  const code = await runProgram(args, {
    stderr,
    exitCodes: { usage: 2, unexpected: 9 },
    exitCodeOf: (error) => (error instanceof InputError ? 5 : undefined),
    describe(exit) {
      const program = withOutputs(new Command('example').version('1.2.3'), { stdout, stderr });
      program.command('end').action(async () => exit(7));
      program.command('do').action(() => undefined);
      program.command('refuse').action(async () => {
        throw new InputError('The file is empty. Name another.');
      });
      program.command('break').action(async () => {
        throw new TypeError('a secret');
      });
      return program;
    },
  });
  return { code, ...written };
}

test('the exit code is what the action passes on, and 0 otherwise', async () => {
  expect(await run('end')).toEqual({ code: 7, stdout: '', stderr: '' });
  expect(await run('do')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('help and the version go to standard output with exit code 0', async () => {
  expect(await run('--version')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  const help = await run('--help');
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/^Usage: example/);
});

test.each([
  [['ends'], /^example: unknown command 'ends'/],
  [['end', '--soon'], /^example: unknown option '--soon'/],
  [['end', 'now'], /^example: too many arguments/],
])('%j is wrong usage, and the message starts with the name of the program', async (args, text) => {
  expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(text) });
});

test('an expected error is one sentence with its exit code', async () => {
  const stderr = 'example: The file is empty. Name another.\n';
  expect(await run('refuse')).toEqual({ code: 5, stdout: '', stderr });
});

test('any other error is one sentence without its message', async () => {
  const stderr = 'example: Something failed that should not (TypeError). Please report it.\n';
  expect(await run('break')).toEqual({ code: 9, stdout: '', stderr });
});
