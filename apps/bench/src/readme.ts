import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { figureAt, ratioOf, type Results } from './results.ts';
import { statements, type Statement } from './statements.ts';

/** The README of the repository. */
export const readmePath: string = fileURLToPath(new URL('../../../README.md', import.meta.url));

const marked = /(<!-- figures: .* -->\n)[^]*(<!-- end of figures -->)/;

/** The README with its table of figures as the results have it. */
export async function readmeWith(results: Results): Promise<string> {
  const readme = await readFile(readmePath, 'utf8');
  if (!marked.test(readme))
    throw new Error('README.md has lost the marks of its table of figures.');
  return readme.replace(
    marked,
    (_, start: string, end: string) => `${start}\n${tableOf(results)}\n\n${end}`,
  );
}

function tableOf(results: Results): string {
  return [
    '| what | ours | beside | ratio |',
    '| --- | ---: | ---: | ---: |',
    ...statements.map((statement) => rowOf(results, statement)),
  ].join('\n');
}

function rowOf(results: Results, { what, ours, beside, format }: Statement): string {
  const mine = format(figureAt(results, ours));
  const theirs = `${format(figureAt(results, beside))}, ${beside.label ?? beside.name}`;
  return `| ${what} | ${mine} | ${theirs} | ${ratioOf(results, ours, beside).toFixed(2)} |`;
}
