import type { Clock } from '@batch-status/time';
import type { Writable } from '../session/output.ts';
import type { Display } from './display.ts';
import { logDisplay } from './log-display.ts';
import { failureJson, updateJson } from '../text/update-json.ts';

/** Writes a JSON object for each change. Until the first answer, `asides` says why there is none. */
export function jsonDisplay(
  output: Writable,
  asides: Writable,
  clock?: Clock,
  environment?: NodeJS.ProcessEnv,
): Display {
  const aside = logDisplay(asides, clock, environment);
  return {
    show(changed) {
      const { batchId, update, pending, failure } = changed;
      if (failure) output.write(`${failureJson(batchId, failure)}\n`);
      else if (pending) aside.show(changed);
      else if (update) output.write(`${updateJson(batchId, update)}\n`);
    },
    close: () => undefined,
  };
}
