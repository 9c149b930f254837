import { normalizePath } from 'typedoc';

import { failOn, type Page } from '../pages/page.ts';
import { overviewPage, pagesOf } from './api-page.ts';
import { missingDocumentation } from './missing-documentation.ts';
import { planPages } from './page-plan.ts';
import { publishedEntries } from './published-entries.ts';
import { readProject } from './read-project.ts';
import { renderNames } from './render-names.ts';

/**
 * The API of the published packages of a repository: a page that lists the entries, and one for each
 * entry, or several for a long one. Their Markdown is not in a file, and links as if it were in a
 * folder `api`.
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
  const written = await renderNames(api);
  failOn([...logger.problems, ...missing]);
  const plans = entries.flatMap((entry) =>
    planPages(
      entry,
      project.children!.find(({ name }) => name === entry.specifier)!,
    ),
  );
  const pages = pagesOf(plans, written);
  // Readers look for what they install, not for what it depends on.
  const shown = [...new Set(pages.map(packageOf))]
    .toReversed()
    .flatMap((name) => pages.filter((page) => packageOf(page) === name));
  const isEntry = ({ title }: Page): boolean =>
    entries.some(({ specifier }) => specifier === title);
  return [overviewPage(shown.filter(isEntry)), ...shown];
}

/** The package of a page, without its scope. */
const packageOf = ({ path }: Page): string => path.split('/')[1]!;
