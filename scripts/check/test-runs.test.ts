import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Progress, systemTicker } from './progress.ts';
import { encodeEvent } from './run-events.ts';
import { inNode, runTests } from './test-runs.ts';

async function inFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-run-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  // vitest cannot be imported from there.
  await writeFile(join(folder, 'vitest.config.js'), 'export default { test: { globals: true } };');
  for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
  return folder;
}

const inRoot = (folder: string) => ({
  ...inNode,
  name: 'tests',
  command: [...inNode.command, `--root=${folder}`],
});

test('a run prints each failure when it happens, and counts passed and skipped tests', async () => {
  const folder = await inFolder({
    // Its second test ends only once the failure of the first was printed.
    'one.test.js': `
      import { existsSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      test('fails', () => {
        console.log('about to fail');
        expect({ sum: 3 }).toEqual({ sum: 4 });
      });
      test('passes', async () => {
        while (!existsSync(new URL('printed', import.meta.url))) await setTimeout(5);
      });
      test.skipIf(true)('is skipped', () => {});
      test('skips itself', ({ skip }) => skip(true, 'no key'));
      test('differs a lot', () => {
        expect(Array.from({ length: 500 }, (_, index) => index)).toEqual([]);
      });
      describe('a hook that fails', () => {
        beforeAll(() => { throw new Error('no server'); });
        test('keeps this from running', () => {});
      });
    `,
    'two.test.js': `throw new Error('cannot be loaded');`,
  });
  const printed: string[] = [];
  const print = (text: string): void => {
    printed.push(text);
    if (text.includes('one.test.js > fails')) void writeFile(join(folder, 'printed'), '');
  };
  const progress = new Progress({ print, interval: 10_000 }, systemTicker);
  const { passed, failed, skipped } = await runTests(inRoot(folder), progress);

  expect(passed).toBe(1);
  expect(skipped).toEqual([
    { name: 'one.test.js > is skipped' },
    { name: 'one.test.js > skips itself', note: 'no key' },
  ]);
  expect(failed.toSorted()).toEqual([
    'tests: one.test.js > a hook that fails',
    'tests: one.test.js > differs a lot',
    'tests: one.test.js > fails',
    'tests: two.test.js',
  ]);
  const failure = (name: string): string | undefined =>
    printed.find((text) => text.startsWith(`✗ tests: ${name}`));
  expect(failure('one.test.js > fails')).toMatch(/- +"sum": 4,\n.*\+ +"sum": 3,/);
  expect(failure('one.test.js > fails')).toContain('one.test.js:6:');
  expect(failure('one.test.js > fails')).toContain('about to fail');
  expect(failure('one.test.js > differs')).toMatch(/\n {4}… \d+ lines more\n$/);
  expect(failure('one.test.js > a hook')).toContain('could not run because of it: 1');
  expect(failure('two.test.js')).toContain('cannot be loaded');
  expect(printed.at(-1)).toMatch(/^✗ tests: 1 passed, 4 failed \(/);
});

test('a run without tests, or one that ends before its tests, fails with its output', async () => {
  const folder = await inFolder({ 'none.js': '' });
  const printed: string[] = [];
  const screen = { print: (text: string) => void printed.push(text), interval: 10_000 };
  const progress = new Progress(screen, systemTicker);
  const without = await runTests(inRoot(folder), progress);
  expect(without).toEqual({ passed: 0, failed: ['tests'], skipped: [] });

  const passed = JSON.stringify(encodeEvent({ type: 'file', passed: 3, skipped: [] }));
  const code = `process.stdout.write(${passed}); console.error('no memory');`;
  const command = [process.execPath, '--eval', code];
  const broken = await runTests({ name: 'broken', command, env: {} }, progress);
  expect(broken).toEqual({ passed: 3, failed: ['broken'], skipped: [] });
  expect(printed).toContain('    no memory');

  const nothing = JSON.stringify(encodeEvent({ type: 'ended' }));
  const print = [process.execPath, '--eval', `process.stdout.write(${nothing})`];
  const empty = await runTests({ name: 'empty', command: print, env: {} }, progress);
  expect(empty).toEqual({ passed: 0, failed: ['empty'], skipped: [] });

  const missing = await runTests({ name: 'none', command: [join(folder, 'x')], env: {} }, progress);
  expect(missing.failed).toEqual(['none']);
  expect(printed.join('\n')).toContain('cannot be run: spawn');
});
