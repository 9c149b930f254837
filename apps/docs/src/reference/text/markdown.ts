/** A table in Markdown. Columns without any text are left out. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = header.map((_, index) => index).filter((index) => rows.some((row) => row[index]));
  const line = (cells: readonly string[]): string =>
    `| ${columns.map((index) => cell(cells[index] ?? '')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A cell has one line, and a bar would end it. */
const cell = (text: string): string =>
  text
    .trim()
    .replaceAll(/\n+- /g, '<br>')
    .replaceAll(/\n{2,}/g, '<br>')
    .replaceAll('\n', ' ')
    .replaceAll('|', '\\|');

export const code = (text: string): string => `\`${text}\``;

export const codeBlock = (language: string, source: string): string =>
  `\`\`\`${language}\n${source.trimEnd()}\n\`\`\``;

/** Such as "a, b, or c". */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  if (items.length < 3) return items.join(` ${word} `);
  return `${items.slice(0, -1).join(', ')}, ${word} ${items.at(-1)}`;
}

/** The fragment of a heading, as GitHub makes it. */
export const fragmentOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-');
