import { systemClock, type Clock } from '@batch-status/time';
import type { Writable } from '../session/output.ts';
import type { Display } from './display.ts';
import { glyphsFor } from './glyphs.ts';
import { logLine } from './log-line.ts';
import { describePending, type Watched } from './watched.ts';

/** A line for every change, for logs and pipes. */
export function logDisplay(
  output: Writable,
  clock: Clock = systemClock,
  environment: NodeJS.ProcessEnv = process.env,
): Display {
  const glyphs = glyphsFor(environment);
  const before = new Map<string, string>();
  const write = ({ batchId }: Watched, news: string, line = news): void => {
    if (before.get(batchId) !== news) output.write(`${batchId} ${line}\n`);
    before.set(batchId, news);
  };
  return {
    show(changed) {
      const { update, pending, failure } = changed;
      // What ended the watch is told with the errors.
      if (failure) return;
      // The same reason once more is no news, though the next try is at another time.
      if (pending?.problem) {
        write(changed, pending.problem.code, describePending(pending, clock.now()));
      } else if (update) {
        write(changed, logLine(changed, update, glyphs));
      }
    },
    close: () => undefined,
  };
}
