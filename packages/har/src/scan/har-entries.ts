import { RecordingError } from '@batch-status/conformance';

import type { EntrySpans } from './entry-spans.ts';
import { notJson } from './faults.ts';
import type { Format } from './format.ts';
import {
  backslash,
  closeArray,
  closeObject,
  comma,
  isSpace,
  openArray,
  openObject,
  quote,
  spaceEnd,
} from '../json/json-values.ts';
import type { Chunk } from './chunk-memory.ts';

/** Longer names cannot be `log` or `entries`, and are not kept. */
const longestName = 8;

/**
 * Finds the elements of `log.entries` in the bytes of a HAR. In everything around the entries, it only
 * follows quotes and brackets. Chunks can be cut anywhere.
 */
export class HarEntries implements Format {
  readonly #file: string;
  /** The number of open brackets around the entries. */
  #depth = 0;
  #inString = false;
  /** Whether the last byte was a backslash in a string, so that a quote does not end the string. */
  #escaped = false;
  #state: 'before' | 'within' | 'after' = 'before';
  /** The start of the last string outside the entries. Before a bracket, it is the name of a member. */
  #name = '';
  /** The name of the open member of the document. */
  #member = '';
  #count = 0;
  /** What must come next in the list of entries. */
  #next: 'first' | 'entry' | 'comma' = 'first';

  constructor(file: string) {
    this.#file = file;
  }

  find({ bytes, start, end }: Chunk, entries: EntrySpans): number {
    let at = start;
    while (at < end) {
      if (this.#state !== 'within') {
        at = this.#endOfOthers(bytes, at, end);
        continue;
      }
      at = spaceEnd(bytes, at);
      if (at >= end) break;
      const byte = bytes[at];
      if (byte === openObject && this.#next !== 'comma') {
        const next = entries.add(bytes, at);
        // An entry that stops at the end of the chunk can continue in the next one.
        if (next < 0 && ~next < end) throw notJson(this.#count, this.#file);
        if (next < 0) return at;
        this.#count++;
        this.#next = 'comma';
        at = next;
      } else if (byte === comma && this.#next === 'comma') {
        this.#next = 'entry';
        at++;
      } else if (byte === closeArray && this.#next !== 'entry') {
        this.#state = 'after';
        this.#depth--;
        at++;
      } else {
        throw new RecordingError(
          `Entry ${this.#count} of ${this.#file} is not a JSON object. Is this a HAR?`,
        );
      }
    }
    return end;
  }

  end(): void {
    if (this.#state === 'within') {
      throw new RecordingError(
        `${this.#file} ends within its entries, after ${this.#count} whole entries. Was the recording cut off?`,
      );
    }
    if (this.#state === 'before') {
      throw new RecordingError(
        `${this.#file} is not a HAR: it has no log.entries. If it is the body of a response, add --response <status>.`,
      );
    }
    if (this.#depth > 0) {
      throw new RecordingError(`${this.#file} ends before its last bracket. Was it cut off?`);
    }
  }

  /** Skips to the position after the bracket of `log.entries`, or to the end. */
  #endOfOthers(bytes: Buffer, from: number, end: number): number {
    for (let at = from; at < end; at++) {
      const byte = bytes[at]!;
      if (this.#inString) {
        if (byte === quote && !this.#escaped) this.#inString = false;
        else if (this.#name.length < longestName) this.#name += String.fromCharCode(byte);
        this.#escaped = byte === backslash && !this.#escaped;
      } else if (byte === quote && this.#depth > 0) {
        this.#inString = true;
        this.#name = '';
      } else if (this.#depth === 0 && !isSpace(byte) && !this.#begins(byte)) {
        throw new RecordingError(
          this.#state === 'after'
            ? `${this.#file} continues after its last bracket. Were two recordings joined?`
            : `${this.#file} is not a HAR: it is not a JSON object.`,
        );
      } else if (byte === openObject || byte === openArray) {
        this.#depth++;
        if (this.#depth === 2) this.#member = this.#name;
        const isEntries =
          this.#depth === 3 &&
          byte === openArray &&
          this.#member === 'log' &&
          this.#name === 'entries';
        if (isEntries) {
          this.#state = 'within';
          this.#next = 'first';
          return at + 1;
        }
      } else if (byte === closeObject || byte === closeArray) {
        this.#depth--;
      }
    }
    return end;
  }

  /** Whether a byte starts the document. */
  #begins(byte: number): boolean {
    return this.#state === 'before' && byte === openObject;
  }
}
