import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import ansis from 'ansis';
import { createLogUpdate } from 'log-update';
import stringWidth from 'string-width';
import type { Output } from '../session/output.ts';
import { Columns } from './columns.ts';
import type { Display } from '../display/display.ts';
import { every } from '../display/every.ts';
import type { LogOptions } from '../display/log-display.ts';
import { onSuspend } from './on-suspend.ts';
import { paletteOf } from './palette.ts';
import { screen } from './screen.ts';
import type { Watched } from '../display/watched.ts';

const redrawEvery = 1000;

/** Redraws a line for each batch on every change, and every second to update the age of its data. */
export function terminalDisplay(
  watched: readonly Watched[],
  terminal: Output,
  { clock, glyphs, time }: LogOptions,
): Display {
  const style = { glyphs, time, palette: paletteOf(ansis) };
  const output = withSize(terminal);
  const log = createLogUpdate(output);
  let lines: string[] = [];
  let widths = new Columns();
  const draw = (): void => {
    lines = screen(watched, clock.now(), output, style, widths);
    log(lines.join('\n'));
  };
  const redraw = (): void => {
    erase(output, lines);
    log.done();
    widths = new Columns();
    draw();
  };
  draw();
  const stop = every(clock, redrawEvery, draw);
  terminal.on('resize', redraw);
  const ignoreSuspend = onSuspend(() => log.done(), draw);
  return {
    show: draw,
    close() {
      stop();
      ignoreSuspend();
      terminal.off('resize', redraw);
      const everything = { columns: output.columns, rows: Infinity };
      log.persist(screen(watched, clock.now(), everything, style, widths).join('\n'));
      log.done();
    },
  };
}

/** A terminal that does not know its size reports 0. */
const withSize = (terminal: Output): NodeJS.WriteStream =>
  ({
    isTTY: terminal.isTTY,
    get columns() {
      return terminal.columns || 80;
    },
    get rows() {
      return terminal.rows || 24;
    },
    write: (text: string) => terminal.write(text),
  }) as NodeJS.WriteStream;

/** In a terminal that has become narrower, the lines are wrapped and take more rows. */
function erase(output: NodeJS.WriteStream, lines: readonly string[]): void {
  const { columns, rows } = output;
  const rowsOf = (line: string): number => Math.max(1, Math.ceil(stringWidth(line) / columns));
  const height = lines.reduce((sum, line) => sum + rowsOf(line), 0);
  // The cursor cannot reach rows that have scrolled off the top.
  moveCursor(output, 0, -Math.min(height, rows - 1));
  cursorTo(output, 0);
  clearScreenDown(output);
}
