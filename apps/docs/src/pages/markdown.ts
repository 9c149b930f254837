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

/** The fragments by which links can lead to a part of a document. */
export function anchorsOf({ tree }: Markdown): Set<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  visit(tree, 'heading', (heading) => {
    anchors.add(slugger.slug(toString(heading)));
  });
  return anchors;
}

/** Everything in a document that has an address. */
export function linksOf({ tree }: Markdown): (Link | Image | Definition)[] {
  const links: (Link | Image | Definition)[] = [];
  visit(tree, ['link', 'image', 'definition'], (node) => {
    links.push(node as Link | Image | Definition);
  });
  return links;
}
