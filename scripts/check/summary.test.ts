import { expect, test } from 'vitest';
import { optionalParts, skippedParts } from './optional-parts.ts';
import { summarize, type Machine, type Result } from './summary.ts';

const page = { name: 'apps/docs/test/page.test.ts > the page in Chromium > has links' };
const browser = { name: 'tests in Chromium', note: 'None was found.' };
const action = { name: 'scripts/action.test.ts > strict and fail-on widen what fails' };
const device = { name: 'apps/contract-tests/test/bin.test.ts > a full disk is said' };

const result = (skipped: Result['skipped'], failed: string[] = []): Result => ({
  passed: 5,
  failed,
  skipped,
});

function lines(machine: Machine, ...results: Result[]): string[] {
  return summarize(results, machine).text.split('\n');
}

test('the last line counts all results', () => {
  const machine: Machine = { platform: 'linux', ci: false };
  expect(lines(machine, result([]), result([]))).toEqual(['10 passed, 0 failed, 0 skipped']);
  expect(lines(machine, result([page]), result([], ['lint', 'tests in Node: a > b'])).at(-1)).toBe(
    '10 passed, 2 failed, 1 skipped',
  );
});

test('failed tests are named again', () => {
  const { text, ok } = summarize([result([], ['lint'])], { platform: 'linux', ci: false });
  expect(text.split('\n')[0]).toBe('Failed: lint');
  expect(ok).toBe(false);
});

test('skipped tests have the reason, and the command that fixes it on this system', () => {
  const skipped = result([page, browser]);
  expect(lines({ platform: 'linux', ci: false }, skipped)).toEqual([
    'Skipped: tests in a browser (2), which need Chromium, Chrome, or Edge. None was found. To run them: sudo apt-get install chromium',
    '5 passed, 0 failed, 2 skipped',
  ]);
  expect(lines({ platform: 'darwin', ci: false }, skipped)[0]).toContain('brew install');
});

test('skipped tests without such a command are listed', () => {
  expect(lines({ platform: 'darwin', ci: true }, result([device]))).toEqual([
    'Skipped: other tests (1), which need what this system lacks.',
    `  ${device.name}`,
    '5 passed, 0 failed, 1 skipped',
  ]);
});

test('in CI, a skipped part fails on the systems that must run it, and only there', () => {
  const verdict = (machine: Machine): [boolean, string] => {
    const { text, ok } = summarize([result([action])], machine);
    return [ok, text.split('\n').at(-1)!];
  };
  expect(verdict({ platform: 'linux', ci: true })).toEqual([
    false,
    '5 passed, 1 failed, 0 skipped',
  ]);
  expect(verdict({ platform: 'win32', ci: true })).toEqual([true, '5 passed, 0 failed, 1 skipped']);
  expect(verdict({ platform: 'linux', ci: false })).toEqual([
    true,
    '5 passed, 0 failed, 1 skipped',
  ]);
});

test('Linux must run every part', () => {
  expect(optionalParts.filter(({ requiredOn }) => !requiredOn.includes('linux'))).toEqual([]);
});

test('a skipped test counts in only one part, the first that matches', () => {
  const tests = [device, action, page, browser];
  const found = skippedParts(tests).map(({ part, tests: some }) => [part.name, some]);
  expect(found).toEqual([
    ['tests in a browser', [page, browser]],
    ['tests of shell scripts', [action]],
    ['other tests', [device]],
  ]);
});
