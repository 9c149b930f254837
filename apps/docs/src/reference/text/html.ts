import { Marked, type Tokens } from 'marked';

import { fragmentOf } from './markdown.ts';

export interface HtmlOptions {
  /** How many levels lower the headings are than in the Markdown. */
  lower: number;
  /** Whether headings have ids, so that links can lead to them. */
  hasIds: boolean;
}

/** Renders Markdown as HTML, in which the keyboard can scroll whatever is too wide for a window. */
export function html(markdown: string, { lower, hasIds }: HtmlOptions): string {
  const marked = new Marked();
  const names = new Map<string, number>();
  /** Two parts of a page must not have the same name. */
  const unique = (name: string): string => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  };
  let heading = '';
  marked.use({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading): string {
        heading = text.replaceAll('`', '');
        const id = hasIds ? ` id="${fragmentOf(unique(heading))}"` : '';
        const level = Math.min(depth + lower, 6);
        return `<h${level}${id}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      code({ text }: Tokens.Code): string {
        return `<pre role="group" tabindex="0" aria-label="${escapeHtml(heading)}">${escapeHtml(text)}</pre>\n`;
      },
      table({ header, rows }: Tokens.Table): string {
        const cells = (row: Tokens.TableCell[], tag: string): string =>
          row
            .map(({ tokens }, index) => {
              const isName = tag === 'td' && index === 0;
              const open = isName ? 'th scope="row"' : tag === 'th' ? 'th scope="col"' : tag;
              return `<${open}>${this.parser.parseInline(tokens)}</${isName ? 'th' : tag}>`;
            })
            .join('');
        const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
        return `<div class="wide" role="group" tabindex="0" aria-label="${escapeHtml(heading)}"><table>
<thead><tr>${cells(header, 'th')}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>
`;
      },
    },
  });
  return marked.parse(markdown, { async: false });
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => escapes[character]!);
