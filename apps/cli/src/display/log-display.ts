import { systemClock, type Clock } from '@batch-status/time';
import type { Writable } from '../session/output.ts';
import type { Display } from './display.ts';
import { glyphsFor } from './glyphs.ts';
import { logLine } from './log-line.ts';
import { describePending, type Watched } from './watched.ts';

/** Writes a line for each change, for logs and pipes. */
export function logDisplay(
  output: Writable,
  clock: Clock = systemClock,
  environment: NodeJS.ProcessEnv = process.env,
): Display {
  const glyphs = glyphsFor(environment);
  const last = new Map<string, string>();
  const write = ({ batchId }: Watched, change: string, line = change): void => {
    if (last.get(batchId) !== change) output.write(`${batchId} ${line}\n`);
    last.set(batchId, change);
  };
  return {
    show(changed) {
      const { update, pending, failure } = changed;
      // The command reports the error itself.
      if (failure) return;
      // The same problem again is not a change, although the time of the next try differs.
      if (pending?.problem) {
        write(changed, pending.problem.code, describePending(pending, clock.now()));
      } else if (update) {
        write(changed, logLine(changed, update, glyphs));
      }
    },
    close: () => undefined,
  };
}
