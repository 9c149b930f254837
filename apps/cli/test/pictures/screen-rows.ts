import type { IBufferCell, Terminal } from '@xterm/headless';

/** A text with one style. */
interface Run {
  text: string;
  /** Where it begins, from 0. */
  column: number;
  color?: string | undefined;
  isBold?: boolean;
  isMinor?: boolean;
}

export type Row = readonly Run[];

/** What a terminal shows, without the empty rows at the end. */
export function screenRows(terminal: Terminal): Row[] {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.length }, (_, index) => {
    const line = active.getLine(index)!;
    const cells = Array.from({ length: terminal.cols }, (__, column) => line.getCell(column)!);
    return runsOf(cells);
  });
  return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
}

function runsOf(cells: readonly IBufferCell[]): Row {
  const runs: Run[] = [];
  let style = '';
  for (const [column, cell] of cells.entries()) {
    const next = { color: colorOf(cell), isBold: cell.isBold() !== 0, isMinor: cell.isDim() !== 0 };
    const text = cell.getChars() || ' ';
    if (runs.length > 0 && style === JSON.stringify(next)) runs.at(-1)!.text += text;
    else runs.push({ text, column, ...next });
    style = JSON.stringify(next);
  }
  return runs.map((run) => ({ ...run, ...trimmed(run) })).filter(({ text }) => text !== '');
}

function trimmed({ text, column }: Run): Pick<Run, 'text' | 'column'> {
  const start = text.trimStart();
  return { text: start.trimEnd(), column: column + text.length - start.length };
}

function colorOf(cell: IBufferCell): string | undefined {
  if (cell.isFgDefault()) return undefined;
  if (!cell.isFgRGB()) throw new Error('A picture needs colors of 24 bits.');
  return `#${cell.getFgColor().toString(16).padStart(6, '0')}`;
}
