import xterm, { type Terminal } from '@xterm/headless';
import type { Output } from '../src/session/output.ts';

export interface Emulator {
  terminal: Output;
  emulated: Terminal;
  resize: (columns: number, rows: number) => Promise<void>;
  /** The rows on the screen and above it, without empty rows at the end. */
  text: () => Promise<string[]>;
}

/** A terminal emulator, which wraps its rows again when its width changes. */
export function emulator(columns: number, rows: number): Emulator {
  const emulated = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    convertEol: true,
  });
  const listeners = new Set<() => void>();
  const drawn = (): Promise<void> => new Promise((resolve) => emulated.write('', resolve));
  const terminal = {
    isTTY: true,
    get columns() {
      return emulated.cols;
    },
    get rows() {
      return emulated.rows;
    },
    on: (_event: string, listener: () => void) => listeners.add(listener),
    off: (_event: string, listener: () => void) => listeners.delete(listener),
    write: (text: string): boolean => {
      emulated.write(text);
      return true;
    },
  } as unknown as Output;
  return {
    terminal,
    emulated,
    async resize(newColumns, newRows) {
      await drawn();
      emulated.resize(newColumns, newRows);
      for (const listener of listeners) listener();
    },
    async text() {
      await drawn();
      const { active } = emulated.buffer;
      const lines = Array.from({ length: active.length }, (_, row) =>
        active.getLine(row)!.translateToString(true),
      );
      return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
    },
  };
}

/** What a terminal shows after a text was written to it. */
export async function shownIn(
  written: string,
  { columns, rows }: { columns: number; rows: number },
): Promise<string> {
  const { terminal, text } = emulator(columns, rows);
  terminal.write(written);
  return (await text()).join('\n');
}
