import { readFileSync } from 'node:fs';

import type { Location } from '@batch-status/conformance';

const around = 1;
/** The most characters of a line. */
const widest = 120;
const linesOf = new Map<string, string[]>();

/** The lines around a place in a contract, with a mark. Empty if the file cannot be read. */
export function codeFrame({ file, line, column }: Location): string {
  const lines = linesIn(file);
  if (line > lines.length) return '';
  const first = Math.max(1, line - around);
  const last = Math.min(lines.length, line + around);
  const width = String(last).length;
  const start = Math.max(0, column - 1 - widest / 2);
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const mark = number === line ? '>' : ' ';
    frame.push(
      `${mark} ${String(number).padStart(width)} | ${cropped(lines[number - 1]!, start)}`.trimEnd(),
    );
    if (number === line)
      frame.push(
        `  ${' '.repeat(width)} | ${' '.repeat(column - 1 - start + (start > 0 ? 1 : 0))}^`,
      );
  }
  return frame.join('\n');
}

/** The part of a line that a report shows. The whole contract can be on one line. */
function cropped(line: string, start: number): string {
  const end = start + widest;
  const part = line.slice(start, end);
  return `${start > 0 ? '…' : ''}${part}${line.length > end ? '…' : ''}`;
}

function linesIn(file: string): string[] {
  let lines = linesOf.get(file);
  if (!lines) {
    lines = readLines(file);
    linesOf.set(file, lines);
  }
  return lines;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    // The contract could be read before. A finding without a frame is better than none.
    return [];
  }
}
