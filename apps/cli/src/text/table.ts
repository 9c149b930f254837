/** A name and what there is to say of it. */
export type Row = [name: string, text: string];

/** Rows beneath a title, their texts one below the other. */
export function renderTable(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}
