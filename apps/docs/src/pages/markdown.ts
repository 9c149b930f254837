import GithubSlugger from 'github-slugger';
import type { Definition, Image, Link, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

/** A document in Markdown, with its syntax tree. */
export interface Markdown {
  /** Its file, by its path from the root of the repository. */
  file: string;
  /** The Markdown below the frontmatter. */
  body: string;
  /** The number of lines before the body. */
  linesBefore: number;
  tree: Root;
}

export function parseMarkdown(file: string, body: string, linesBefore: number): Markdown {
  return { file, body, linesBefore, tree: fromMarkdown(body) };
}

/** The line of a node in its file. */
export function lineOf(
  { linesBefore }: Markdown,
  node: { position?: { start: { line: number } } | undefined },
): number {
  return linesBefore + node.position!.start.line;
}

/** The headings of a document, with the fragments by which links lead to them. */
export function headingsOf({ tree }: Markdown): { depth: number; anchor: string }[] {
  const slugger = new GithubSlugger();
  const headings: { depth: number; anchor: string }[] = [];
  visit(tree, 'heading', (heading) => {
    headings.push({ depth: heading.depth, anchor: slugger.slug(toString(heading)) });
  });
  return headings;
}

/** The fragments by which links can lead to a part of a document. */
export const anchorsOf = (markdown: Markdown): Set<string> =>
  new Set(headingsOf(markdown).map(({ anchor }) => anchor));

/** Everything in a document that has an address. */
export function linksOf({ tree }: Markdown): (Link | Image | Definition)[] {
  const links: (Link | Image | Definition)[] = [];
  visit(tree, ['link', 'image', 'definition'], (node) => {
    links.push(node as Link | Image | Definition);
  });
  return links;
}
