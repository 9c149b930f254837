import {
  backslash,
  closeArray,
  closeObject,
  openArray,
  openObject,
  quote,
} from '../json/json-values.ts';

/**
 * Follows quotes and brackets to where a JSON object ends, over any number of pieces. Whether all of it
 * is JSON is for others to say.
 */
export class ObjectEnd {
  #depth = 0;
  #inString = false;
  /** The last byte was a backslash in a string, so the next one is no quote. */
  #escaped = false;

  /** @returns where it ends; `undefined` if that is after these bytes. */
  in(bytes: Buffer, start: number, end: number): number | undefined {
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (this.#inString) {
        if (byte === quote && !this.#escaped) this.#inString = false;
        this.#escaped = byte === backslash && !this.#escaped;
      } else if (byte === quote) {
        this.#inString = true;
      } else if (byte === openObject || byte === openArray) {
        this.#depth++;
      } else if ((byte === closeObject || byte === closeArray) && --this.#depth === 0) {
        return at + 1;
      }
    }
    return undefined;
  }
}
