import { noDisplay, type Display } from '../display/display.ts';
import { every } from '../display/every.ts';
import { glyphsFor } from '../display/glyphs.ts';
import { jsonDisplay } from '../display/json-display.ts';
import { logDisplay } from '../display/log-display.ts';
import { isOver, type Watched } from '../display/watched.ts';
import { RepeatingOutput } from './repeating-output.ts';
import type { Session } from '../session/session.ts';
import type { Surroundings } from '../session/surroundings.ts';

export interface DisplayStyle {
  /** Redraw lines in a terminal. */
  live: boolean;
  json: boolean;
  /** Show nothing. */
  quiet: boolean;
  /** Show a batch only when it is over. */
  onlyEnds: boolean;
}

/** How often to look for the reader of a pipe, in milliseconds. */
const readerEvery = 1_000;

export async function displayFor(
  watched: readonly Watched[],
  { live, json, quiet, onlyEnds }: DisplayStyle,
  { clock, time, isAscii, text, asides }: Session,
  { stdout, hasReader }: Surroundings,
): Promise<Display> {
  if (quiet) return noDisplay;
  const options = { clock, time, glyphs: glyphsFor(isAscii) };
  if (live) {
    // The code that draws takes as long to load as everything else together.
    const { terminalDisplay } = await import('../terminal/terminal-display.ts');
    return terminalDisplay(watched, stdout, options);
  }
  // Without batches, there are no reminders of their problems.
  const reminded = onlyEnds ? [] : watched;
  const output = new RepeatingOutput(json ? stdout : text);
  const display = json
    ? jsonDisplay(reminded, output, asides, options)
    : logDisplay(reminded, output, options);
  if (onlyEnds) return { ...display, show: (each) => isOver(each) && display.show(each) };
  if (!hasReader) return display;
  // Only a line that is written shows for certain that the reader, such as `head -1`, is gone.
  const isRead = hasReader();
  const stop = every(clock, readerEvery, () => isRead() || output.repeat());
  return { ...display, close: () => (stop(), display.close()) };
}
