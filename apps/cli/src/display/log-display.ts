import type { Clock } from '@batch-status/time';
import type { Writable } from '../session/output.ts';
import type { LocalTime } from '../text/local-time.ts';
import type { Display } from './display.ts';
import { every } from './every.ts';
import type { Glyphs } from './glyphs.ts';
import { logLine } from './log-line.ts';
import { isOver, problemOf, type Watched } from './watched.ts';

export interface LogOptions {
  clock: Clock;
  time: LocalTime;
  glyphs: Glyphs;
}

/** How often a problem that lasts is repeated. */
const repeatEvery = 60_000;

/**
 * Writes a line for each change, for logs and pipes. While requests keep failing, it writes one a
 * minute, so that a log shows that the command is not stuck, and why.
 */
export function logDisplay(
  watched: readonly Watched[],
  output: Writable,
  options: LogOptions,
): Display {
  const { clock, time, glyphs } = options;
  const last = new Map<string, string>();
  const write = (about: string, text: string): void =>
    void output.write(`${time.full(clock.now())} ${about} ${text}\n`);
  const remind = (): void => {
    const failing = watched.filter((each) => problemOf(each) !== undefined);
    const [first, ...others] = failing;
    if (!first) return;
    const since = Math.min(...failing.map(({ failingSince = Infinity }) => failingSince));
    if (clock.now() - since < repeatEvery / 2) return;
    const rest = others.length > 0 ? ` (and ${others.length} more with a problem)` : '';
    write(first.batchId + rest, logLine(first, clock.now(), glyphs, time));
  };
  const stop = every(clock, repeatEvery, remind);
  return {
    show(changed) {
      // The command reports the error of a failure itself.
      if (changed.failure || (!changed.update && !problemOf(changed))) return;
      // The same problem again is not a change, although the time of the next try differs.
      const change = changeOf(changed);
      if (last.get(changed.batchId) === change) return;
      last.set(changed.batchId, change);
      write(changed.batchId, logLine(changed, clock.now(), glyphs, time));
    },
    close: stop,
  };
}

/** What a line is written for, without times that pass. */
function changeOf(watched: Watched): string {
  const { update } = watched;
  const { code, message } = problemOf(watched) ?? {};
  if (!update) return `${code}`;
  const { completed, failed, active, waiting, total, status } = update.batch;
  const counts = [completed, failed, active, waiting, total];
  return JSON.stringify([isOver(watched), status, update.phase, ...counts, code, code && message]);
}
