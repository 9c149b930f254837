import { RecordingError } from '@batch-status/conformance';

import type { EntrySpans } from './entry-spans.ts';
import { notJson } from './faults.ts';
import type { Format } from './format.ts';
import { openObject, spaceEnd } from '../json/json-values.ts';
import type { Chunk } from './chunk-memory.ts';

/** Finds the entries in NDJSON. It does not matter whether each one has its own line. */
export class Lines implements Format {
  readonly #file: string;
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  find({ bytes, start, end }: Chunk, entries: EntrySpans): number {
    let at = spaceEnd(bytes, start);
    while (at < end) {
      if (bytes[at] !== openObject) {
        throw new RecordingError(`Entry ${this.#count} of ${this.#file} is not a JSON object.`);
      }
      const next = entries.add(bytes, at);
      // An entry that stops at the end of the chunk can continue in the next one.
      if (next < 0 && ~next < end) throw notJson(this.#count, this.#file);
      if (next < 0) return at;
      this.#count++;
      at = spaceEnd(bytes, next);
    }
    return end;
  }

  end(isUsed: boolean): void {
    if (!isUsed) throw notJson(this.#count, this.#file);
  }
}
