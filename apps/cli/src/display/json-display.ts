import type { Writable } from '../session/output.ts';
import { failureJson, updateJson } from '../text/update-json.ts';
import type { Display } from './display.ts';
import { logDisplay, type LogOptions } from './log-display.ts';
import type { Watched } from './watched.ts';

/** Writes a JSON object for each change. Until the first response, `asides` says why there is none. */
export function jsonDisplay(
  watched: readonly Watched[],
  output: Writable,
  asides: Writable,
  options: LogOptions,
): Display {
  const aside = logDisplay(watched, asides, options);
  return {
    show(changed) {
      const { batchId, update, pending, failure, problem } = changed;
      if (failure) output.write(`${failureJson(batchId, failure)}\n`);
      else if (pending) aside.show(changed);
      else if (update) output.write(`${updateJson(batchId, update, problem)}\n`);
    },
    close: aside.close,
  };
}
