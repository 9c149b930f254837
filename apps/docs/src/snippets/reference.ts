import type { Code, Html, Parents } from 'mdast';
import { visit } from 'unist-util-visit';

import type { Markdown } from '../pages/markdown.ts';

/** A comment in a document that says which code the next block shows. */
export interface Reference {
  comment: Html;
  /** The source file, by its path from the root of the repository. */
  source: string;
  /** The region of the file, or `''` for the whole file. */
  region: string;
  /** The block after the comment. */
  code: Code | undefined;
}

const pattern = /^<!--\s*snippet\s+(\S+?)(?:#([\w-]+))?\s*-->$/;

/** The references of a document, and its blocks of code without one. */
export function referencesIn({ tree }: Markdown): { references: Reference[]; pasted: Code[] } {
  const references: Reference[] = [];
  const pasted: Code[] = [];
  visit(tree, (node, index, parent) => {
    if (node.type === 'html') {
      const [, source, region = ''] = pattern.exec(node.value) ?? [];
      if (source === undefined) return;
      const next = (parent as Parents).children[index! + 1];
      const code = next?.type === 'code' ? next : undefined;
      references.push({ comment: node, source, region, code });
    } else if (node.type === 'code' && !references.some(({ code }) => code === node)) {
      pasted.push(node);
    }
  });
  return { references, pasted };
}
