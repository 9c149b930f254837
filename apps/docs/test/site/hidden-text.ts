import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Page } from 'playwright';
import { visit } from 'unist-util-visit';

/** The text of a page's Markdown that a reader does not see on the page. */
export async function hiddenText(tab: Page, markdown: string): Promise<string[]> {
  const shown = plain(await tab.locator('main').innerText());
  return piecesOf(markdown).filter((piece) => !shown.includes(plain(piece)));
}

/** Every text and all code of a document, by lines and by cells of tables. */
function piecesOf(markdown: string): string[] {
  const pieces: string[] = [];
  visit(fromMarkdown(markdown), (node) => {
    if (node.type === 'code') pieces.push(...node.value.split('\n'));
    if (node.type === 'text' || node.type === 'inlineCode')
      pieces.push(...node.value.split(/[\n|]/));
  });
  return pieces.filter((piece) => /\w/.test(piece));
}

/** Without spaces, which pages may show in other places, and with plain quotes. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\s\u00A0]+/g, '')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"');
