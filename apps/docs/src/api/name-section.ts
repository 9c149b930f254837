import { ReferenceReflection, type DeclarationReflection } from 'typedoc';
import { visit } from 'unist-util-visit';

import { parseMarkdown } from '../pages/markdown.ts';
import { kindOf, shownName } from './name-kind.ts';

/**
 * The part of a page about a name, around what the plugin of TypeDoc wrote.
 *
 * @param linkTo Returns the address of an entry's page, or nothing for the page itself.
 */
export function nameSection(
  name: DeclarationReflection,
  written: string,
  linkTo: (specifier: string) => string | undefined,
): string {
  const links = exportersOf(name).map((specifier) => {
    const address = linkTo(specifier);
    return address === undefined ? `\`${specifier}\`` : `[\`${specifier}\`](${address})`;
  });
  const from = new Intl.ListFormat('en', { type: 'conjunction' }).format(links);
  const intro = `${kindOf(name)} from ${from}. [Source](${name.sources![0]!.url})`;
  return `## ${shownName(name)}\n\n${intro}\n\n${partOfPage(written)}\n`;
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

/** Puts headings below that of the name, and leaves out lines and anchors, which pages repeat. */
function partOfPage(text: string): string {
  const edits: { start: number; end: number; to: string }[] = [];
  visit(parseMarkdown('', text, 0).tree, ({ type, position, ...node }) => {
    const [start, end] = [position!.start.offset!, position!.end.offset!];
    const { depth, value } = node as { depth?: number; value?: string };
    // There are six levels.
    if (type === 'heading' && depth! < 6) edits.push({ start, end: start, to: '#' });
    const isAnchor = type === 'html' && /^(?:<a id=[^>]*>|<\/a>)$/.test(value!);
    const after = isAnchor && text[end] === ' ' ? end + 1 : end;
    if (type === 'thematicBreak' || isAnchor) edits.push({ start, end: after, to: '' });
  });
  return edits.reduceRight(
    (changed, { start, end, to }) => changed.slice(0, start) + to + changed.slice(end),
    text,
  );
}
