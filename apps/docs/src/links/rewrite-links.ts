import type { Definition, Image, Link } from 'mdast';

import { linksOf, type Markdown } from '../pages/markdown.ts';

/** The body of a document with other addresses in its links. Nothing else changes. */
export function rewriteLinks(markdown: Markdown, rewrite: (url: string) => string): string {
  let { body } = markdown;
  // From the end, so that the places of the others stay right.
  const places = linksOf(markdown)
    .map((node) => ({ node, start: addressStart(body, node) }))
    .toSorted((a, b) => b.start - a.start);
  for (const { node, start } of places) {
    if (start < 0) continue;
    body = body.slice(0, start) + rewrite(node.url) + body.slice(start + node.url.length);
  }
  return body;
}

/** Where the address of a link begins, or -1 if the document does not show it as it is. */
export function addressStart(body: string, node: Link | Image | Definition): number {
  const { start, end } = node.position!;
  const text = node.type === 'link' ? node.children.at(-1)?.position!.end.offset : undefined;
  const mark = node.type === 'definition' ? ']:' : '](';
  const from = body.indexOf(mark, text ?? start.offset);
  if (from < 0 || from >= end.offset!) return -1;
  const found = body.indexOf(node.url, from + mark.length);
  return found < end.offset! ? found : -1;
}
