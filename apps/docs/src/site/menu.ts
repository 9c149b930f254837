import type { Page } from '../pages/page.ts';

interface Entry {
  slug: string;
}

interface Group {
  label: string;
  items: Entry[];
}

/** The menu of the site: the groups of pages, in their order. Pages without one come first. */
export function menu(pages: readonly Page[]): (Entry | Group)[] {
  const groups = new Map<string, Entry[]>();
  const alone: Entry[] = [];
  for (const { path, group } of pages) {
    if (path === '') continue;
    if (group === undefined) alone.push({ slug: path });
    else groups.set(group, [...(groups.get(group) ?? []), { slug: path }]);
  }
  return [...alone, ...[...groups].map(([label, items]) => ({ label, items }))];
}
