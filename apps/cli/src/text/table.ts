/** A label and its text. */
export type Row = [name: string, text: string];

/** Formats rows under a title, with their texts aligned. */
export function renderTable(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}
