import { ReferenceReflection, ReflectionKind, type DeclarationReflection } from 'typedoc';

import { parseMarkdown } from '../pages/markdown.ts';
import type { Page } from '../pages/page.ts';
import { apiPath, entryPath } from './api-path.ts';
import { commentOf, firstSentence } from './summary.ts';

/** Everything that an API consists of, by the words of readers. */
const kinds = new Map([
  [ReflectionKind.Function, 'Function'],
  [ReflectionKind.Class, 'Class'],
  [ReflectionKind.Interface, 'Interface'],
  [ReflectionKind.TypeAlias, 'Type'],
  [ReflectionKind.Variable, 'Constant'],
]);

export const kindOf = ({ kind, name }: DeclarationReflection): string => {
  const word = kinds.get(kind);
  if (word === undefined) throw new Error(`${name} is exported, but pages do not show its kind.`);
  return word;
};

/** A name as readers write it. */
export const shownName = (reflection: DeclarationReflection): string =>
  reflection.kind === ReflectionKind.Function ? `${reflection.name}()` : reflection.name;

/** The page of an exported name, around what the plugin of TypeDoc wrote. */
export function namePage(name: DeclarationReflection, written: string): Page {
  const path = `api/${apiPath(name)}`;
  const up = '../'.repeat(path.split('/').length - 2);
  const links = exportersOf(name).map(
    (specifier) => `[\`${specifier}\`](${up}${entryPath(specifier)}.md)`,
  );
  const source = name.sources![0]!;
  const from = new Intl.ListFormat('en', { type: 'conjunction' }).format(links);
  const intro = `${kindOf(name)} from ${from}. [Source](${source.url})\n\n`;
  return {
    path,
    title: shownName(name),
    description: firstSentence(commentOf(name)).replaceAll('`', ''),
    markdown: parseMarkdown(`${path}.md`, intro + written, 0),
    source: source.fileName,
    inMenu: false,
  };
}

/** Every entry from which programs can import a name, those that depend on others first. */
function exportersOf(name: DeclarationReflection): string[] {
  const modules = name.project.children!.filter(({ children = [] }) =>
    children.some(
      (child) =>
        child === name ||
        (child instanceof ReferenceReflection && child.tryGetTargetReflectionDeep() === name),
    ),
  );
  return modules.map((module) => module.name).toReversed();
}
