import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';

import type { Html } from 'mdast';
import { visit } from 'unist-util-visit';

import { readFrontmatter } from '../pages/frontmatter.ts';
import { anchorsOf, lineOf, linksOf, parseMarkdown, type Markdown } from '../pages/markdown.ts';
import type { Problem } from '../pages/page.ts';
import { addressStart } from './rewrite-links.ts';
import { targetOf } from './target.ts';

/** Finds what is wrong with the links of a page. */
export async function checkLinks(root: string, markdown: Markdown): Promise<Problem[]> {
  const { file } = markdown;
  const problems: Problem[] = await brokenLinks(root, markdown);
  for (const node of linksOf(markdown)) {
    if (addressStart(markdown.body, node) >= 0) continue;
    const message = `The address "${node.url}" is written with escapes, so it cannot be replaced on the site. Write it as it is.`;
    problems.push({ file, line: lineOf(markdown, node), message });
  }
  visit(markdown.tree, 'html', (node: Html) => {
    if (!/\s(?:href|src|srcset)\s*=/i.test(node.value)) return;
    const message = 'This HTML has an address that is not checked. Write the link in Markdown.';
    problems.push({ file, line: lineOf(markdown, node), message });
  });
  return problems;
}

/** Finds the links of a document that lead nowhere in the repository. */
export async function brokenLinks(root: string, markdown: Markdown): Promise<Problem[]> {
  const { file } = markdown;
  const problems: Problem[] = [];
  for (const node of linksOf(markdown)) {
    const message = await faultOf(root, markdown, node.url);
    if (message !== undefined) problems.push({ file, line: lineOf(markdown, node), message });
  }
  return problems;
}

async function faultOf(root: string, from: Markdown, url: string): Promise<string | undefined> {
  const target = targetOf(from.file, url);
  if (target.kind === 'elsewhere') return undefined;
  if (target.kind === 'absolute') {
    return `The link "${url}" begins with a slash, so it leads nowhere on GitHub. Write the path of a file, relative to this file.`;
  }
  const { file, anchor } = target;
  if (file.startsWith('..') || !existsSync(join(root, file))) {
    return `The link "${url}" leads to ${file}, which does not exist. Correct the path, relative to this file.`;
  }
  if (anchor === undefined) return undefined;
  const document = file === from.file ? from : await readDocument(root, file);
  const anchors = document ? anchorsOf(document) : new Set<string>();
  if (anchors.has(anchor)) return undefined;
  const list = [...anchors].map((name) => `#${name}`).join(', ') || 'none';
  return `The link "${url}" leads to a heading that ${file} does not have. Its headings are ${list}.`;
}

/** A document of the repository. Of a folder, its README, which GitHub shows. */
export async function readDocument(root: string, file: string): Promise<Markdown | undefined> {
  const isFolder = (await stat(join(root, file))).isDirectory();
  const path = isFolder ? posix.join(file, 'README.md') : file;
  if (!path.endsWith('.md') || !existsSync(join(root, path))) return undefined;
  const text = (await readFile(join(root, path), 'utf8')).replaceAll('\r\n', '\n');
  const { body, lines } = readFrontmatter(path, text).frontmatter;
  return parseMarkdown(path, body, lines);
}
