import { expect, test } from 'vitest';
import { optionalParts } from '../check/optional-parts.ts';
import { summarize } from '../check/summary.ts';
import { fromRoot, run } from '../run.ts';
import { allRuntimes } from './runtimes/all-runtimes.ts';
import { missingResult } from './run-all.ts';
import { longSelection, shortSelection } from './test-cases.ts';

const command = (...args: string[]) =>
  run([process.execPath, fromRoot('scripts/cases/test-runtimes.ts'), ...args]);

test('--list prints each runtime with its path, or the command that installs it', async () => {
  const { ok, output } = await command('--list');
  expect(ok).toBe(true);
  const lines = output.trim().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(allRuntimes.map(({ id }) => id));
  for (const line of lines)
    expect(line).toMatch(/^\w+ +(?:present {2}.*[\\/]|missing {2}to install it: )/);
});

test('--only selects runtimes by name, and one name stands for all versions of Node', async () => {
  const { output } = await command('--list', '--only', 'webkit,node');
  expect(output.match(/^\w+/gm)).toEqual(['node24', 'node20', 'node22', 'node26', 'webkit']);
});

test.each([
  [['--only', 'electron'], 'There is no runtime “electron”; use one of node24, '],
  [['--timeout', 'soon'], '`--timeout` must be a number of seconds.'],
  [['--fast'], "Unknown option '--fast'"],
])('wrong options end with one sentence: %j', async (args, sentence) => {
  const { ok, output } = await command(...args);
  expect(ok).toBe(false);
  expect(output).toContain(sentence);
  expect(output).not.toMatch(/^ +at /m);
});

test('--help names every option and every runtime', async () => {
  const { output } = await command('--help');
  for (const name of ['--only', '--list', '--timeout', ...allRuntimes.map(({ id }) => id)]) {
    expect(output).toContain(name);
  }
});

test('a browser that is missing is skipped with the command that installs it, and fails in CI', () => {
  const browsers = allRuntimes.filter(({ isOptional }) => isOptional);
  expect(browsers.map(({ id }) => id)).toEqual(['chromium', 'firefox', 'webkit']);
  for (const browser of browsers) {
    const result = missingResult(browser);
    const local = summarize([result], { platform: 'linux', ci: false });
    expect(local.ok).toBe(true);
    expect(local.text).toMatch(
      /To run them: sudo apt-get install [\w -]+\n0 passed, 0 failed, 1 skipped$/,
    );
    expect(summarize([result], { platform: 'linux', ci: true }).ok).toBe(false);
    const part = optionalParts.find(({ tests }) => tests.test(`cases in ${browser.title}`));
    expect(part?.name).toMatch(new RegExp(`^(?:cases|tests) in ${browser.title}$`));
  }
});

test('the short tests run all cases in Node 24, and core cases elsewhere', () => {
  const [node24, ...others] = shortSelection.runtimes;
  const core = { file: 'a', name: 'core', core: true } as const;
  const plain = { file: 'a', name: 'plain' };
  const ofPages = { file: 'a', name: 'of pages', only: ['pages'] } as const;
  const cases = [core, plain, ofPages];
  expect(node24?.id).toBe('node24');
  expect(shortSelection.casesOf(node24!, node24!.variants[0]!, cases)).toEqual(cases);
  for (const runtime of others) {
    for (const variant of runtime.variants.filter(({ isLong }) => !isLong)) {
      expect(shortSelection.casesOf(runtime, variant, cases)).toEqual([core, ofPages]);
    }
  }
  expect(others.map(({ id }) => id)).toEqual([
    ...['node20', 'node22', 'node26', 'deno', 'bun', 'workerd', 'chromium'],
  ]);
});

test('the long tests run all cases in every runtime', () => {
  expect(longSelection.runtimes).toEqual(allRuntimes);
  const cases = [{ file: 'a', name: 'plain' }];
  for (const runtime of allRuntimes) {
    expect(longSelection.casesOf(runtime, runtime.variants[0]!, cases)).toEqual(cases);
  }
});
