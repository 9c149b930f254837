import { endOf, folded, startOf, type Reading } from './folded.ts';
import type { Span } from './phone-like.ts';

/** Values shorter than `anywhere` are replaced only as whole words; shorter than `shortest`, not at all. */
const anywhere = 8;
const shortest = 4;
/** The largest header has this length. Longer values are not searched for elsewhere. */
const longest = 131_072;

export interface KnownSpan extends Span {
  placeholder: string;
}

/** Finds known sensitive values in texts. None is forgotten. */
export class KnownValues {
  readonly #placeholders = new Map<string, string>();
  /** Placeholders by folded value. */
  readonly #folded = new Map<string, string>();
  /** The lengths of the folded values that start with the same characters, longest first. */
  readonly #lengths = new Map<string, number[]>();
  /** Words of the contract, which are not secret. */
  readonly #public: ReadonlySet<string>;

  constructor(open: ReadonlySet<string>) {
    this.#public = open;
  }

  learn(value: string, placeholder: string): void {
    const isFit = value.length >= shortest && value.length <= longest;
    if (!isFit || this.#public.has(value) || this.#placeholders.has(value)) return;
    this.#placeholders.set(value, placeholder);
    const { text } = folded({ text: value });
    if (text.length < shortest || this.#folded.has(text)) return;
    this.#folded.set(text, placeholder);
    const start = text.slice(0, shortest);
    const lengths = this.#lengths.get(start) ?? [];
    if (lengths.includes(text.length)) return;
    this.#lengths.set(
      start,
      [...lengths, text.length].toSorted((a, b) => b - a),
    );
  }

  /** The placeholder of a value, if it is known. */
  placeholderFor(value: string): string | undefined {
    return this.#placeholders.get(value);
  }

  /** Finds known values in a reading of a text. The spans are those of its source. */
  spansIn(reading: Reading): KnownSpan[] {
    const spans: KnownSpan[] = [];
    if (this.#folded.size === 0) return spans;
    const { text } = reading;
    for (let at = 0; at + shortest <= text.length;) {
      const length = this.#lengthAt(text, at);
      if (length > 0) {
        const placeholder = this.#folded.get(text.slice(at, at + length))!;
        const [start, end] = [startOf(reading, at), endOf(reading, at + length)];
        spans.push({ start, end, placeholder });
      }
      at += Math.max(length, 1);
    }
    return spans;
  }

  /** The length of the longest known value at a place in a text; 0 if there is none. */
  #lengthAt(text: string, at: number): number {
    const lengths = this.#lengths.get(text.slice(at, at + shortest)) ?? [];
    return (
      lengths.find(
        (length) =>
          at + length <= text.length &&
          this.#folded.has(text.slice(at, at + length)) &&
          (length >= anywhere || isWord(text, at, at + length)),
      ) ?? 0
    );
  }
}

const letter = /[\p{L}\p{N}]/u;

function isWord(text: string, start: number, end: number): boolean {
  return !letter.test(text[start - 1] ?? '') && !letter.test(text[end] ?? '');
}
