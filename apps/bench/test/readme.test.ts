import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readmePath, readmeWith } from '../src/readme.ts';
import { figureAt, readResults } from '../src/results.ts';
import { statements } from '../src/statements.ts';

/** Without the spaces that only align a table. */
const compact = (markdown: string): string =>
  markdown.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');

test('the README states what the results have, and nothing else', async () => {
  const readme = await readFile(readmePath, 'utf8');
  expect(compact(readme)).toBe(compact(await readmeWith(await readResults())));
});

test('a figure that was measured anew changes the README', async () => {
  const results = await readResults();
  const [{ ours }] = statements as [(typeof statements)[number]];
  const table = Object.values(results.benches)
    .flat()
    .find(({ name }) => name === ours.table)!;
  const figure = table.figures.find(({ name }) => name === ours.name) as { median: number };
  figure.median *= 3;
  expect(compact(await readmeWith(results))).not.toBe(compact(await readFile(readmePath, 'utf8')));
});

test('a figure that nobody measured is none', async () => {
  const results = await readResults();
  expect(() => figureAt(results, { table: 'call-50', name: 'nobody' })).toThrow(
    'The results have no call-50 / nobody; measure it by pnpm bench.',
  );
});
