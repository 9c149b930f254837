import { posix } from 'node:path';

import type { DeclarationReflection } from 'typedoc';

import { rewriteLinks } from '../links/rewrite-links.ts';
import { targetOf } from '../links/target.ts';
import { headingsOf, parseMarkdown } from '../pages/markdown.ts';
import type { Page } from '../pages/page.ts';
import { kindOf, shownName } from './name-kind.ts';
import { nameSection } from './name-section.ts';
import type { PagePlan } from './page-plan.ts';
import { entryPath } from './published-entries.ts';
import type { WrittenNames } from './render-names.ts';
import { commentOf, firstSentence } from './summary.ts';

/** The group of these pages in the menu. */
const group = 'API';

/** The pages of the API, whose links lead to each other. */
export function pagesOf(plans: readonly PagePlan[], written: WrittenNames): Page[] {
  const drafts = plans.map((plan) => ({ plan, body: bodyOf(plan, written) }));
  const places = new Map<string, string>();
  const sourcesOf = new Map<PagePlan, Record<string, string>>();
  for (const { plan, body } of drafts) {
    const sources: Record<string, string> = {};
    const headings = headingsOf(parseMarkdown('', body, 0)).filter(({ depth }) => depth === 2);
    for (const [index, name] of plan.documented.entries()) {
      const { anchor } = headings[index]!;
      places.set(written.get(name)!.file, `${plan.path}.md#${anchor}`);
      const file = name.sources![0]!.fileName;
      if (!Object.hasOwn(sources, file) || isAfter(file, name)) sources[file] = anchor;
    }
    // The page itself is about the source of its entry.
    if (plan.title === plan.entry.specifier) sources[plan.entry.source] = '';
    sourcesOf.set(plan, sources);
  }
  return drafts.map(({ plan, body }) => ({
    path: plan.path,
    title: plan.title,
    description: plan.description.replaceAll('`', ''),
    markdown: parseMarkdown(`${plan.path}.md`, linked(plan.path, body, places), 0),
    sources: sourcesOf.get(plan)!,
    group,
  }));
}

/** Whether a file is named for what it declares. */
function isAfter(file: string, { name }: DeclarationReflection): boolean {
  const stem = posix.basename(file).replace(/\.\w+$/, '');
  return stem.replaceAll('-', '') === name.toLowerCase();
}

/** A page in Markdown. Its links lead to the files that the plugin wrote. */
function bodyOf({ path, entry, description, listed, documented }: PagePlan, written: WrittenNames) {
  const fileOf = (name: DeclarationReflection): string => `/${written.get(name)!.file}`;
  const isPart = path !== `api/${entry.path}`;
  const intro = isPart
    ? `A part of [\`${entry.specifier}\`](/api/${entry.path}.md).\n`
    : `${description}\n`;
  const also = isPart ? [] : entry.alsoAs;
  const rows = listed.map((name) => {
    const purpose = firstSentence(commentOf(name)).replaceAll('|', '\\|');
    return `| [\`${shownName(name)}\`](${fileOf(name)}) | ${purpose} | ${kindOf(name)} |\n`;
  });
  const sections = documented.map((name) => {
    const { file, text } = written.get(name)!;
    const absolute = rewriteLinks(parseMarkdown(file, text, 0), (url) => {
      const target = targetOf(file, url);
      return target.kind === 'file' && !/^https?:/.test(url) ? `/${target.file}` : url;
    });
    return nameSection(name, absolute, (specifier) => {
      const page = `api/${entryPath(specifier)}`;
      return page === path ? undefined : `/${page}.md`;
    });
  });
  return [
    intro,
    ...also.map((other) => `The same names can be imported from \`${other}\`.\n`),
    `| Name | Purpose | Kind |\n| --- | --- | --- |\n${rows.join('')}`,
    ...sections,
  ].join('\n');
}

/** A body whose links lead from its page to others, and to the parts of others that are about a name. */
function linked(path: string, body: string, places: ReadonlyMap<string, string>): string {
  const file = `${path}.md`;
  return rewriteLinks(parseMarkdown(file, body, 0), (url) => {
    if (!url.startsWith('/')) return url;
    const [page, anchor] = (places.get(url.slice(1)) ?? url.slice(1)).split('#');
    const fragment = anchor === undefined ? '' : `#${anchor}`;
    if (page === file) return fragment;
    return `${posix.relative(posix.dirname(file), page!)}${fragment}`;
  });
}

/** The page that lists all entries. */
export function overviewPage(pages: readonly Page[]): Page {
  const list = pages.map(
    ({ path, title, description }) => `- [\`${title}\`](${path}.md): ${description}`,
  );
  const body = `Everything that programs can import from the published packages.\n\n${list.join('\n')}\n`;
  return {
    path: 'api',
    title: 'API of the packages',
    description: 'Everything that programs can import from the published packages.',
    markdown: parseMarkdown('api.md', body, 0),
    sources: {},
    group,
  };
}
