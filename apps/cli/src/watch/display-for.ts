import { noDisplay, type Display } from '../display/display.ts';
import { glyphsFor } from '../display/glyphs.ts';
import { jsonDisplay } from '../display/json-display.ts';
import { logDisplay } from '../display/log-display.ts';
import { isOver, type Watched } from '../display/watched.ts';
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

export async function displayFor(
  watched: readonly Watched[],
  { live, json, quiet, onlyEnds }: DisplayStyle,
  { clock, time, isAscii, text, asides }: Session,
  { stdout }: Surroundings,
): Promise<Display> {
  if (quiet) return noDisplay;
  const options = { clock, time, glyphs: glyphsFor(isAscii) };
  if (live) {
    // The code that draws takes as long to load as everything else together.
    const { terminalDisplay } = await import('../display/terminal-display.ts');
    return terminalDisplay(watched, stdout, options);
  }
  // Without batches, there are no reminders of their problems.
  const reminded = onlyEnds ? [] : watched;
  const display = json
    ? jsonDisplay(reminded, stdout, asides, options)
    : logDisplay(reminded, text, options);
  return onlyEnds ? { ...display, show: (each) => isOver(each) && display.show(each) } : display;
}
