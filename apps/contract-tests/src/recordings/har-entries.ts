import { RecordingError } from '@batch-status/conformance';

import { longestEntry, tooLong } from './too-long.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
/** What changes the state of a scan outside of strings: 1 a quote, 2 opens, 3 closes. */
const kinds = new Uint8Array(256);
kinds[quote] = 1;
kinds[openArray] = kinds[openObject] = 2;
kinds[closeArray] = kinds[closeObject] = 3;

/**
 * Finds the elements of `log.entries` in the bytes of a HAR, without parsing them: it follows
 * quotes and brackets, wherever the chunks are cut. What an element holds is for `JSON.parse`.
 */
export class HarEntries {
  readonly #file: string;
  /** How many brackets are open. */
  #depth = 0;
  #inString = false;
  /** The last byte was a backslash in a string, so the next one is no quote. */
  #escaped = false;
  #state: 'before' | 'between' | 'inside' | 'after' = 'before';
  /** The last string above the entries, which before a bracket is the name of a member. */
  #name = '';
  /** The member of the document that is open. */
  #member = '';
  /** The beginning of an entry whose end is in a later chunk. */
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** The bytes of each entry that ends in this chunk, valid until the next one is asked for. */
  *in(chunk: Buffer): Generator<Buffer> {
    let start = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'inside') {
        at = this.#endOfEntry(chunk, at);
        if (this.#state === 'inside') break;
        yield this.#wholeUpTo(chunk.subarray(start, at));
      } else if (this.#state === 'between') {
        at = this.#startOfEntry(chunk, at);
        start = at;
      } else {
        at = this.#startOfEntries(chunk, at);
      }
    }
    if (this.#state === 'inside') this.#begin(chunk.subarray(start));
  }

  /** @throws RecordingError if the file was no HAR, or not a whole one. */
  end(): [] {
    if (this.#state === 'inside' || this.#state === 'between') {
      throw new RecordingError(
        `${this.#file} ends within its entries, after ${this.#count} whole ones. Was its recording cut off?`,
      );
    }
    if (this.#state === 'before') {
      throw new RecordingError(
        `${this.#file} has no log.entries, so it is no HAR. If it is the body of a response, add --response <status>.`,
      );
    }
    if (this.#depth > 0) {
      throw new RecordingError(`${this.#file} ends before its last bracket. Was it cut off?`);
    }
    return [];
  }

  /** Goes on to behind the bracket of `log.entries`. */
  #startOfEntries(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#inString) {
        if (byte === quote && !this.#escaped) this.#inString = false;
        else if (this.#depth <= 2) this.#name += String.fromCharCode(byte);
        this.#escaped = byte === backslash && !this.#escaped;
      } else if (byte === quote) {
        this.#inString = true;
        this.#name = '';
      } else if (kinds[byte] === 2) {
        this.#depth++;
        if (this.#depth === 2) this.#member = this.#name;
        const isEntries =
          this.#depth === 3 &&
          byte === openArray &&
          this.#member === 'log' &&
          this.#name === 'entries';
        if (isEntries) {
          this.#state = 'between';
          return at + 1;
        }
      } else if (kinds[byte] === 3) {
        this.#depth--;
      } else if (this.#depth === 0 && byte > 0x20) {
        throw new RecordingError(`${this.#file} is not JSON, so it is no HAR.`);
      }
    }
    return chunk.length;
  }

  #startOfEntry(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte <= 0x20 || byte === comma) continue;
      if (byte === openObject) {
        this.#state = 'inside';
        return at;
      }
      if (byte === closeArray) {
        this.#state = 'after';
        this.#depth--;
        return at + 1;
      }
      throw new RecordingError(
        `Entry ${this.#count} of ${this.#file} is no JSON object. Is this a HAR?`,
      );
    }
    return chunk.length;
  }

  /** Goes on to behind the entry's last bracket. All of a recording passes here. */
  #endOfEntry(chunk: Buffer, from: number): number {
    const end = chunk.length;
    let depth = this.#depth;
    let inString = this.#inString;
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at++;
    }
    while (at < end) {
      if (inString) {
        let byte = 0;
        while (at < end && (byte = chunk[at]!) !== quote && byte !== backslash) at++;
        if (at >= end) break;
        if (byte === quote) inString = false;
        else if (++at === end) this.#escaped = true;
        at++;
        continue;
      }
      let kind = 0;
      while (at < end && (kind = kinds[chunk[at]!]!) === 0) at++;
      if (at >= end) break;
      at++;
      if (kind === 1) inString = true;
      else if (kind === 2) depth++;
      else if (--depth === 3) {
        this.#state = 'between';
        break;
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    return Math.min(at, end);
  }

  #begin(bytes: Buffer): void {
    this.#begun.push(Buffer.from(bytes));
    this.#begunBytes += bytes.length;
    if (this.#begunBytes > longestEntry) throw tooLong(this.#count, this.#file);
  }

  #wholeUpTo(end: Buffer): Buffer {
    this.#count++;
    if (this.#begun.length === 0) return end;
    const whole = Buffer.concat([...this.#begun, end]);
    this.#begun = [];
    this.#begunBytes = 0;
    return whole;
  }
}
