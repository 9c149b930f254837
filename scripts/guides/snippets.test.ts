import { glob, readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { expect, test } from 'vitest';
import { fromRoot } from '../run.ts';

async function filesOf(pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: fromRoot('') })) {
    found.push(file.replaceAll('\\', '/'));
  }
  expect(found).not.toEqual([]);
  return found;
}

const read = (file: string): Promise<string> => readFile(fromRoot(file), 'utf8');

/** The tests that run the files of guides. */
const tests = ['apps/examples/test/*.ts*', 'scripts/guides/newcomer.long.test.ts'];

/** Kinds of files that one test covers all of, wherever they are. */
const isCoveredByPattern = (file: string): boolean =>
  /\.test\.tsx?$/.test(file) || // Vitest runs them.
  file.endsWith('.yml') || // `scripts/workflow-lint.test.ts` lints them.
  file.endsWith('/index.html') || // The servers of pages serve them.
  /^apps\/examples\/(?:next|react)\//.test(file); // `scripts/next.long.test.ts` builds them.

// A file that a page shows and no test runs can be wrong for years.
test('a test runs each file that a guide shows', async () => {
  const files = await filesOf('apps/examples/*/**/*.{ts,tsx,mts,sh,txt,yml,html}');
  const guides = new Set((await filesOf('docs/guides/*.md')).map((file) => basename(file, '.md')));
  const shown = files.filter((file) => guides.has(file.split('/')[2]!));
  const sources: string[] = [];
  for (const pattern of tests) {
    for (const file of await filesOf(pattern)) sources.push(await read(file));
  }
  // A script that a test runs can start another file.
  for (const file of shown) if (extname(file) === '.sh') sources.push(await read(file));
  const text = sources.join('\n');
  const isNamed = (file: string): boolean => {
    const [, , guide = '', ...rest] = file.split('/');
    const name = rest.join('/');
    const withoutEnding = `${guide}/${name}`.slice(0, -extname(name).length);
    const isFollowed = text.includes(`'${guide}'`);
    return (
      text.includes(withoutEnding) ||
      (isFollowed && [' ', '/'].some((before) => text.includes(before + name)))
    );
  };
  const missing = shown.filter((file) => !isCoveredByPattern(file) && !isNamed(file));
  expect(missing).toEqual([]);
});

/** The packages that a file imports. */
const importedBy = (code: string): string[] =>
  [...code.matchAll(/ from '((?:@[\w-]+\/)?[a-z][\w-]*)/g)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'node');

const guides = await filesOf('docs/guides/*.md');

test.each(guides)('%s names each package that its examples import', async (guide) => {
  const text = await read(guide);
  const code = text.match(/^```[^]*?^```$/gm) ?? [];
  const installed = code.filter((block) => /^npm install/m.test(block));
  const prose = text.replaceAll(/^```[^]*?^```$/gm, '');
  const named = [prose, ...installed].join('\n').toLowerCase();
  const imported = new Set(code.flatMap(importedBy));
  const missing = [...imported].filter((name) => !named.includes(name));
  expect(missing).toEqual([]);
});
