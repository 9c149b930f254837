import {
  backslash,
  closeArray,
  comma,
  openArray,
  openObject,
  quote,
  spaceEnd,
  valueEnd,
} from './json-values.ts';
import type { SpanFinder } from './span-finder.ts';
import { valueIn } from './value-in.ts';

const [upperA, upperZ, toLower, beyondAscii] = [0x41, 0x5a, 0x20, 0x80];

/** The wanted members of each object, in the order of their spans. */
export const namedValue = { name: true, value: true } as const;

/**
 * Finds values by name in a list such as the headers in a HAR: `[{ "name", "value" }, …]`. There is one
 * span for each name. The span before them is that of the whole list. It is used where single values
 * are not enough, for example if a name occurs twice. It is empty if the list has none of the names.
 */
export class NamedList implements SpanFinder {
  readonly spans: number;
  readonly #first: number;
  readonly #names: readonly { name: string; bytes: Uint8Array }[];
  readonly #pair: SpanFinder;
  readonly #pairSpans: Int32Array;

  /**
   * @param names In lower case.
   * @param first The number of the first span.
   * @param pair An outline of `namedValue`.
   */
  constructor(names: readonly string[], first: number, pair: SpanFinder) {
    this.spans = 1 + names.length;
    this.#first = first;
    this.#names = names.map((name) => ({ name, bytes: Buffer.from(name) }));
    this.#pair = pair;
    this.#pairSpans = new Int32Array(2 * pair.spans);
  }

  isIn(bytes: Buffer, start: number): boolean {
    return bytes[start] === openArray;
  }

  find(bytes: Buffer, from: number, spans: Int32Array, base: number): number {
    let isComplete = true;
    let isEmpty = true;
    let at = spaceEnd(bytes, from + 1);
    while (bytes[at] !== closeArray) {
      isEmpty = false;
      if (bytes[at] === openObject) {
        this.#pairSpans.fill(0);
        at = this.#pair.find(bytes, at, this.#pairSpans, 0);
        isComplete &&= at < 0 || this.#keep(bytes, spans, base);
      } else {
        at = valueEnd(bytes, at);
      }
      if (at < 0) return at;
      at = spaceEnd(bytes, at);
      if (bytes[at] === closeArray) break;
      if (bytes[at] !== comma) return ~at;
      at = spaceEnd(bytes, at + 1);
      if (bytes[at] === closeArray) return ~at;
    }
    const end = at + 1;
    if (!isComplete) setSpan(spans, base + 2 * this.#first, from, end);
    else if (!isEmpty && !this.#hasAny(spans, base)) {
      setSpan(spans, base + 2 * this.#first, from, from);
    }
    return end;
  }

  made(bytes: Buffer, spans: Int32Array, base: number): unknown {
    const whole = base + 2 * this.#first;
    const start = spans[whole]!;
    const end = spans[whole + 1]!;
    // A list of other names must not look like a list that the recorder left empty.
    if (start !== 0) return start === end ? [{}] : valueIn(bytes, start, end);
    const list: object[] = [];
    let at = whole;
    for (const { name } of this.#names) {
      at += 2;
      if (spans[at] !== 0) list.push({ name, value: valueIn(bytes, spans[at]!, spans[at + 1]!) });
    }
    return list;
  }

  #hasAny(spans: Int32Array, base: number): boolean {
    for (let index = 1; index < this.spans; index++) {
      if (spans[base + 2 * (this.#first + index)] !== 0) return true;
    }
    return false;
  }

  /** @returns false if the whole list must be parsed because of this pair. */
  #keep(bytes: Buffer, spans: Int32Array, base: number): boolean {
    const pair = this.#pairSpans;
    // Only a string is a name. Its text is between the quotes.
    if (bytes[pair[0]!] !== quote) return true;
    const start = pair[0]! + 1;
    const end = pair[1]! - 1;
    const index = this.#indexOf(bytes, start, end);
    if (index < 0) return isPlainText(bytes, start, end);
    const at = base + 2 * (this.#first + 1 + index);
    const isFirst = spans[at] === 0 && pair[2] !== 0;
    setSpan(spans, at, pair[2]!, pair[3]!);
    return isFirst;
  }

  /** The index of a name; -1 if it is not wanted. */
  #indexOf(bytes: Buffer, start: number, end: number): number {
    for (let index = 0; index < this.#names.length; index++) {
      if (isNamed(bytes, start, end, this.#names[index]!.bytes)) return index;
    }
    return -1;
  }
}

function setSpan(spans: Int32Array, at: number, start: number, end: number): void {
  spans[at] = start;
  spans[at + 1] = end;
}

/** @param wanted In lower case. */
function isNamed(bytes: Buffer, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let at = 0; at < wanted.length; at++) {
    const byte = bytes[start + at]!;
    const lower = byte >= upperA && byte <= upperZ ? byte | toLower : byte;
    if (lower !== wanted[at]) return false;
  }
  return true;
}

/** Whether the bytes are ASCII without escapes, so that they can be compared as they are. */
function isPlainText(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at] === backslash || bytes[at]! >= beyondAscii) return false;
  }
  return true;
}
