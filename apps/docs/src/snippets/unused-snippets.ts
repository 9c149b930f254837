import { glob, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { linksOf, type Markdown } from '../pages/markdown.ts';
import type { Problem } from '../pages/page.ts';
import { targetOf } from '../links/target.ts';
import { referencesIn } from './reference.ts';
import { regionsOf } from './region.ts';

/** Files that exist to be shown, except those that configure or test them. */
const shown = 'apps/examples/**/*.*';
const notShown =
  /(?:^|\/)(?:node_modules|test|dist)(?:\/|$)|\/(?:package|tsconfig)\.json$|\.tsbuildinfo$/;
/** Files that exist for another reason: only their regions must be shown. */
const alsoShown = 'packages/*/examples/*.*';

/**
 * Finds code for pages that no page shows. A page may also link to a whole file.
 *
 * @param others Files that something other than these documents shows.
 */
export async function unusedSnippets(
  root: string,
  documents: readonly Markdown[],
  others: readonly string[],
): Promise<Problem[]> {
  const used = new Set<string>(others.map((file) => `${file}#`));
  for (const document of documents) {
    for (const { source, region } of referencesIn(document).references) {
      used.add(`${source}#${region}`);
    }
    for (const { url } of linksOf(document)) {
      const target = targetOf(document.file, url);
      if (target.kind === 'file') used.add(`${target.file}#`);
    }
  }
  const problems: Problem[] = [];
  for await (const path of glob([shown, alsoShown], {
    cwd: root,
    exclude: (name) => notShown.test(name),
  })) {
    const file = path.replaceAll('\\', '/');
    if (notShown.test(file) || !(await stat(join(root, file))).isFile()) continue;
    problems.push(...(await unusedIn(root, file, used)));
  }
  return problems;
}

async function unusedIn(root: string, file: string, used: ReadonlySet<string>): Promise<Problem[]> {
  if (used.has(`${file}#`)) return [];
  const names = namesIn(await readFile(join(root, file), 'utf8'));
  if (names.length === 0 && file.startsWith('apps/')) {
    const message =
      'No page shows this file. Show it or link it in a page of docs/guides, or remove it.';
    return [{ file, line: 1, message }];
  }
  return names
    .filter(({ name }) => !used.has(`${file}#${name}`))
    .map(({ name, line }) => ({
      file,
      line,
      message: `No page shows the region "${name}". Show it in a page of docs/guides, or remove its marks.`,
    }));
}

function namesIn(source: string): { name: string; line: number }[] {
  let regions: string[];
  try {
    regions = [...regionsOf(source).keys()];
  } catch {
    // The page that shows it reports it.
    return [];
  }
  const lines = source.split('\n');
  return regions
    .filter((name) => name !== '')
    .map((name) => ({
      name,
      line: lines.findIndex((line) => line.includes(`#region ${name}`)) + 1,
    }));
}
