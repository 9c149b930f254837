import { ReferenceReflection, type DeclarationReflection } from 'typedoc';

import { parseMarkdown } from '../pages/markdown.ts';
import type { Page } from '../pages/page.ts';
import { apiPath } from './api-path.ts';
import { kindOf, shownName } from './name-page.ts';
import type { PublishedEntry } from './published-entries.ts';
import { commentOf, firstSentence } from './summary.ts';

/** The group of these pages in the menu. */
const group = 'API';

/** The groups of names, in their order on the page of an entry. */
const groups: readonly [title: string, kinds: readonly string[]][] = [
  ['Functions', ['Function']],
  ['Classes', ['Class']],
  ['Constants', ['Constant']],
  ['Types', ['Interface', 'Type']],
];

/** The page that lists everything that programs can import from an entry. */
export function entryPage(entry: PublishedEntry, module: DeclarationReflection): Page {
  const { path, specifier, source, alsoAs } = entry;
  const description = descriptionOf(entry, module);
  const folder = '../'.repeat(path.split('/').length - 1);
  const names = (module.children ?? []).map((child) =>
    child instanceof ReferenceReflection
      ? (child.tryGetTargetReflectionDeep() as DeclarationReflection)
      : child,
  );
  const also = alsoAs.map((other) => `\nThe same names can be imported from \`${other}\`.\n`);
  const tables = groups.flatMap(([title, kinds]) => {
    const rows = names
      .filter((name) => kinds.includes(kindOf(name)))
      .map((name) => row(name, folder));
    return rows.length > 0
      ? [`\n## ${title}\n\n| Name | Purpose |\n| --- | --- |\n${rows.join('\n')}\n`]
      : [];
  });
  const body = [`${description}\n`, ...also, ...tables].join('');
  return {
    path: `api/${path}`,
    title: specifier,
    description: description.replaceAll('`', ''),
    markdown: parseMarkdown(`api/${path}.md`, body, 0),
    source,
    group,
  };
}

/** The page that lists all entries. */
export function overviewPage(pages: readonly Page[]): Page {
  const rows = pages.map(
    ({ path, title, description }) =>
      `| [\`${title}\`](${path}.md) | ${description.replaceAll('|', '\\|')} |`,
  );
  const body = `Everything that programs can import from the published packages.\n\n| Import | Purpose |\n| --- | --- |\n${rows.join('\n')}\n`;
  return {
    path: 'api',
    title: 'API of the packages',
    description: 'Everything that programs can import from the published packages.',
    markdown: parseMarkdown('api.md', body, 0),
    group,
  };
}

/** The first paragraph of its docstring. An entry without one is the whole package. */
function descriptionOf({ description }: PublishedEntry, module: DeclarationReflection): string {
  const text = (module.comment?.summary ?? []).map((part) => part.text).join('');
  return (
    text
      .trim()
      .split(/\n\s*\n/)[0]!
      .replaceAll(/\s+/g, ' ') || description
  );
}

function row(name: DeclarationReflection, folder: string): string {
  const purpose = firstSentence(commentOf(name)).replaceAll('|', '\\|');
  return `| [\`${shownName(name)}\`](${folder}${apiPath(name)}.md) | ${purpose} |`;
}
