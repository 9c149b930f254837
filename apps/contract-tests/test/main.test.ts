import { expect, test } from 'vitest';

import { main } from '../src/main.ts';
import { contractTests } from './run.ts';

test('an unexpected error is named without its text', async () => {
  let said = '';
  const code = await main(['--version'], {
    print: () => {
      throw new TypeError('+12025550143 is not a function');
    },
    terminal: { isTTY: false, write: (text) => Boolean((said += String(text))) },
    interruption: () => AbortSignal.abort(),
  });
  expect([code, said]).toEqual([
    2,
    'contract-tests: Something failed that should not (TypeError). Please report it.\n',
  ]);
});

test.each([
  [['--version'], 0],
  [['--help'], 0],
  [['verify', '--help'], 0],
  [['no-such-command'], 2],
  [[], 2],
])('%j ends with the exit code %i', async (args, code) => {
  expect(await contractTests(...args)).toMatchObject({ code });
});

test.each(['', 'verify', 'record', 'coverage', 'mutate', 'diff'])(
  'the help of "%s" fits a terminal of 80 columns',
  async (command) => {
    const { stdout } = await contractTests(...[command, '--help'].filter(Boolean));
    expect(stdout).toMatch(/^Usage: contract-tests/);
    expect(stdout.split('\n').filter(({ length }) => length > 80)).toEqual([]);
  },
);
