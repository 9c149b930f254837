import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fromRoot, run } from '../run.ts';
import { examplesIn, filesOf, sourcePaths, sources, type Example } from './find-examples.ts';
import type { Input } from './run-examples.ts';

/** Runs examples in one process, where they find what the root of the repository depends on. */
async function outputOf(examples: Example[]): Promise<string[]> {
  const parent = fromRoot('node_modules/.examples-run');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'run-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const input: Input = { examples, paths: await sourcePaths() };
  const file = join(folder, 'input.json');
  await writeFile(file, JSON.stringify(input));
  const program = fromRoot('scripts/examples/run-examples.ts');
  const { ok, output } = await run([
    process.execPath,
    '--conditions=@batch-status/source',
    '--disable-warning=ExperimentalWarning',
    program,
    file,
  ]);
  expect({ ok, output }).toMatchObject({ ok: true });
  return output.split('\n').filter(Boolean);
}

const example = (line: number, code: string): Example => ({ file: 'planted.ts', line, code });

test('every example of a docstring runs, and prints what it says', async () => {
  const found = await Promise.all((await filesOf(...sources)).map(examplesIn));
  // Vitest has to run its own tests. That of this matcher is in packages/conformance/test.
  const examples = found.flat().filter(({ code }) => !code.includes("from 'vitest'"));
  expect(examples.length).toBeGreaterThan(60);
  const planted = [
    example(
      1,
      "import { isKnownStatus } from '@batch-status/spec';\nisKnownStatus();\nnowhere();\n",
    ),
    example(2, 'const sum: number = 1 + 1;\nconsole.log(sum); // 3\n'),
    example(3, 'console.log([1, 2].length); // 2\n'),
  ];
  expect(await outputOf([...planted, ...examples])).toEqual([
    'planted.ts:1: nowhere is not defined',
    'planted.ts:2: It prints 2, not 3.',
  ]);
});
