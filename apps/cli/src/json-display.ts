import type { Display, Output } from './display.ts';
import { logDisplay } from './log-display.ts';
import { failureJson, updateJson } from './update-json.ts';

/** A JSON object for every change; why there is no answer yet goes to the other output. */
export function jsonDisplay(output: Output, asides: Output): Display {
  const aside = logDisplay(asides);
  return {
    show(changed) {
      const { batchId, update, excuse, failure } = changed;
      if (failure) output.write(`${failureJson(batchId, failure)}\n`);
      else if (excuse) aside.show(changed);
      else if (update) output.write(`${updateJson(batchId, update)}\n`);
    },
    close: () => undefined,
  };
}
