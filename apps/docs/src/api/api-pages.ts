import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { normalizePath, ReflectionKind } from 'typedoc';
import { MarkdownPageEvent } from 'typedoc-plugin-markdown';

import { failOn, type Page } from '../pages/page.ts';
import { entryPage, overviewPage } from './entry-page.ts';
import { missingDocumentation } from './missing-documentation.ts';
import { namePage } from './name-page.ts';
import { publishedEntries } from './published-entries.ts';
import { readProject, type ApiProject } from './read-project.ts';

/**
 * The API of the published packages of a repository: a page that lists the entries, one for each entry,
 * and one for each name. Their Markdown is not in a file, and links as if it were in a folder `api`.
 *
 * @throws `Failed` with the file and the line of each docstring that is missing or has a fault.
 */
export async function apiPages(root: string): Promise<Page[]> {
  const entries = await publishedEntries(root);
  if (entries.length === 0) return [];
  const api = await readProject(root, entries);
  const { application, project, logger } = api;
  const missing = missingDocumentation(
    application.serializer.projectToObject(project, normalizePath(root)),
  );
  const texts = await render(api);
  failOn([...logger.problems, ...missing]);
  const modules = entries.map(({ specifier }) =>
    project.children!.find(({ name }) => name === specifier)!,
  );
  const lists = entries.map((entry, index) => entryPage(entry, modules[index]!));
  // Readers look for what they install, not for what it depends on.
  const shown = [...new Set(lists.map(packageOf))]
    .toReversed()
    .flatMap((name) => lists.filter((page) => packageOf(page) === name));
  const names = modules.flatMap((module) =>
    (module.children ?? [])
      .filter((name) => !name.kindOf(ReflectionKind.Reference))
      .map((name) => namePage(name, texts.get(name)!)),
  );
  const pages = [overviewPage(shown), ...shown, ...names];
  demandDistinctPaths(pages);
  return pages;
}

/** The package of an entry's page, without its scope. */
const packageOf = ({ path }: Page): string => path.split('/')[1]!;

/** What the plugin of TypeDoc writes about each name. */
async function render({ application, project }: ApiProject) {
  const texts = new Map<unknown, string>();
  application.renderer.on(MarkdownPageEvent.END, ({ model, contents = '' }) => {
    texts.set(model, contents.trim());
  });
  // It also writes files, which nothing reads.
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-api-'));
  try {
    await application.outputs.writeOutput({ name: 'markdown', path: folder }, project);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return texts;
}

/** Some systems and hosts do not distinguish capital letters in the names of files. */
function demandDistinctPaths(pages: readonly Page[]): void {
  const paths = new Map<string, Page>();
  for (const page of pages) {
    const other = paths.get(page.path.toLowerCase());
    if (other) {
      const message = `The pages of ${other.title} and ${page.title} have one address, ${page.path}. Rename one.`;
      failOn([{ file: page.source!, line: 1, message }]);
    }
    paths.set(page.path.toLowerCase(), page);
  }
}
