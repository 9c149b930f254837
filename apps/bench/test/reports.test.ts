import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bounds } from '../src/bounds/bounds.ts';
import { readmeWith } from '../src/reports/readme.ts';
import { resultsPage } from '../src/reports/results-page.ts';
import { measuredAt, readResults } from '../src/reports/results.ts';
import { statements } from '../src/reports/statements.ts';
import { pageFile, readmeFile, resultsFile } from '../src/reports/write-results.ts';

/** Removes the spaces and dashes that only align a table. */
const compact = (markdown: string): string =>
  markdown.replaceAll(/ +/g, ' ').replaceAll(/-{2,}/g, '---').trimEnd();

test('RESULTS.md has the figures of the results, and every bound', async () => {
  const page = resultsPage(await readResults(resultsFile), Object.values(bounds).flat());
  expect(compact(await readFile(pageFile, 'utf8'))).toBe(compact(page));
});

test('the README has the figures of the results', async () => {
  const readme = await readFile(readmeFile, 'utf8');
  expect(compact(readme)).toBe(compact(readmeWith(readme, await readResults(resultsFile))));
});

test('a new measurement changes the README', async () => {
  const readme = await readFile(readmeFile, 'utf8');
  const results = await readResults(resultsFile);
  const [{ ours }] = statements as [(typeof statements)[number]];
  const table = Object.values(results.sections)
    .flat()
    .find(({ name }) => name === ours.table)!;
  const figure = table.figures.find(({ name }) => name === ours.name) as { median: number };
  figure.median *= 3;
  expect(compact(readmeWith(readme, results))).not.toBe(compact(readme));
});

test('a statement about a figure that was not measured is an error', async () => {
  const { sections } = await readResults(resultsFile);
  const place = { table: 'call-50', name: 'none' };
  expect(() => measuredAt(Object.values(sections).flat(), place)).toThrow(
    'The results have no call-50 / none. Run pnpm bench to measure it.',
  );
});

test('a bound whose figure was not measured says so on the page', () => {
  const bound = { table: 'call-50', name: 'ours', column: 'ratio', atMost: 2, reason: 'A reason.' };
  const page = resultsPage({ machine: 'a machine', sections: {} }, [bound]);
  expect(compact(page)).toContain(
    '| call-50 / ours / ratio | not measured yet | | at most 2 | A reason. |',
  );
});
