import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command with sections that measure nothing. */
function bench(...args: string[]): Promise<Outcome> {
  const file = join(import.meta.dirname, 'constant-bench.ts');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=@batch-status/source', file, ...args],
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

const broken = 'broken / ours / ratio is 3.00, but must be at most 2.00. A reason.\n';

test('the command exits with 1 if a bound is broken, after it has measured every section', async () => {
  expect(await bench('--check')).toEqual({
    code: 1,
    stdout: 'Measuring broken…\nMeasuring kept…\n',
    stderr: broken,
  });
});

test('the command exits with 1 if a bound of the one section that it measures is broken', async () => {
  expect(await bench('--check', 'broken')).toEqual({
    code: 1,
    stdout: 'Measuring broken…\n',
    stderr: broken,
  });
});

test('the command exits with 0 if the section that it measures keeps its bounds', async () => {
  expect(await bench('--check', 'kept')).toEqual({
    code: 0,
    stdout: 'Measuring kept…\n',
    stderr: '',
  });
});

test('the command writes the results after each section, in the order of the sections', async () => {
  const { stdout } = await bench('kept', 'broken');
  expect(stdout).toBe('Measuring kept…\nWrote kept.\nMeasuring broken…\nWrote broken, kept.\n');
});

test('the command writes and measures nothing with --render', async () => {
  expect(await bench('--render')).toEqual({ code: 0, stdout: 'Wrote .\n', stderr: '' });
});

test.each(['none', '--none'])('the command exits with 2 for the argument %s', async (argument) => {
  const { code, stdout, stderr } = await bench(argument);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(argument);
});
