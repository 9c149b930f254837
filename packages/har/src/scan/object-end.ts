import {
  backslash,
  closeArray,
  closeObject,
  openArray,
  openObject,
  quote,
} from '../json/json-values.ts';

/**
 * Follows quotes and brackets to the end of a JSON object, through any number of pieces. It does not
 * check whether the object is valid JSON.
 */
export class ObjectEnd {
  #depth = 0;
  #inString = false;
  /** Whether the last byte was a backslash in a string, so that a quote does not end the string. */
  #escaped = false;

  /** @returns the end of the object; `undefined` if it is after these bytes. */
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
