import { posix } from 'node:path';

import { ReferenceReflection, type DeclarationReflection } from 'typedoc';

import { byKind, shownName } from './name-kind.ts';
import type { PublishedEntry } from './published-entries.ts';

/** What an API page is about: an entry, or a folder of its sources. */
export interface PagePlan {
  /** Its path on the site, such as `api/client-core/watch`. */
  path: string;
  title: string;
  description: string;
  entry: PublishedEntry;
  /** The names that it lists. */
  listed: DeclarationReflection[];
  /** The names that it documents. */
  documented: DeclarationReflection[];
}

/** The most names that the page of an entry documents itself. */
const mostNames = 40;

/**
 * The pages of an entry: one that lists all its names. This page also documents those that no other
 * entry declares, unless they are too many for one page. Then each folder of the sources has a page.
 */
export function planPages(entry: PublishedEntry, module: DeclarationReflection): PagePlan[] {
  const children = module.children ?? [];
  const listed = byKind(
    children.map((child) =>
      child instanceof ReferenceReflection
        ? (child.tryGetTargetReflectionDeep() as DeclarationReflection)
        : child,
    ),
  );
  const own = listed.filter((name) => children.includes(name));
  const path = `api/${entry.path}`;
  const topics = own.length > mostNames ? byFolder(entry, own) : new Map<string, typeof own>();
  const elsewhere = new Set([...topics.values()].flat());
  const main: PagePlan = {
    path,
    title: entry.specifier,
    description: descriptionOf(entry, module),
    entry,
    listed,
    documented: own.filter((name) => !elsewhere.has(name)),
  };
  const parts = [...topics.keys()].toSorted().map((folder) => {
    const names = topics.get(folder)!;
    return {
      path: `${path}/${folder}`,
      title: `${entry.path}: ${folder}`,
      description: `${summaryOf(names)} of ${entry.specifier}.`,
      entry,
      listed: names,
      documented: names,
    };
  });
  return [main, ...parts];
}

/** The names in each folder beside the source of an entry. Other names are left out. */
function byFolder(
  { source }: PublishedEntry,
  names: readonly DeclarationReflection[],
): Map<string, DeclarationReflection[]> {
  const folders = new Map<string, DeclarationReflection[]>();
  for (const name of names) {
    const path = posix.relative(posix.dirname(source), name.sources![0]!.fileName);
    const [folder, ...rest] = path.split('/');
    if (folder === '..' || rest.length === 0) continue;
    folders.set(folder!, [...(folders.get(folder!) ?? []), name]);
  }
  return folders;
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

function summaryOf(names: readonly DeclarationReflection[]): string {
  const first = names.slice(0, 4).map(shownName);
  const others = names.length - first.length;
  return new Intl.ListFormat('en').format(others > 0 ? [...first, `${others} more`] : first);
}
