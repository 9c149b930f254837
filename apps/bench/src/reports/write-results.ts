import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bound } from '../bounds/check-bounds.ts';
import { commandFile, repositoryRoot } from '../package-command.ts';
import { readmeWith } from './readme.ts';
import { resultsPage } from './results-page.ts';
import type { Results } from './results.ts';

const inPackage = (file: string): string => join(import.meta.dirname, '../..', file);

export const resultsFile: string = inPackage('results.json');
export const pageFile: string = inPackage('RESULTS.md');
/** The README of the repository. */
export const readmeFile: string = join(repositoryRoot, 'README.md');

/** Writes every file that has figures. */
export async function writeResults(results: Results, bounds: readonly Bound[]): Promise<void> {
  await writeFile(resultsFile, JSON.stringify(results));
  await writeFile(pageFile, resultsPage(results, bounds));
  await writeFile(readmeFile, readmeWith(await readFile(readmeFile, 'utf8'), results));
  const files = [resultsFile, pageFile, readmeFile];
  execFileSync(process.execPath, [commandFile('oxfmt'), ...files]);
  console.log(`Wrote ${files.join(', ')}.`);
}
