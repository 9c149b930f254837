import type { Placeholders } from './placeholders.ts';
import type { KnownValues } from './known-values.ts';
import { percentEncoded } from './percent-encoded.ts';
import { phoneSpansIn, type Span } from './phone-like.ts';
import { readingsOf } from './readings.ts';
import { endOf, folded, startOf, type Reading } from './folded.ts';

/** A part of a text that must not be written, and what is written instead. */
interface Replacement extends Span {
  text: string;
}

/** Shorter texts contain no secret. */
const shortest = 4;
/** Longer texts are decoded in parts that overlap, since that takes much memory. */
const longest = 262_144;
const overlap = 16_384;
/** How often a secret can be encoded in base64 or hexadecimal. */
const mostLayers = 3;
/** Base64, also in lines, or hexadecimal. A text of seven characters is ten long in base64. */
const encoded =
  /[\w+/-]{40,}(?:\r?\n[\w+/-]+)+={0,2}|[\w+/-]{10,}={0,2}|[\da-fA-F]{2}(?:[:\s][\da-fA-F]{2}){6,}/g;
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFFD]/;
const hexadecimal = /^(?:[\da-fA-F]{2}[:\s]?){7,}$/;

/** Finds known sensitive values and possible phone numbers in texts, in any encoding of `readingsOf`. */
export class Secrets {
  readonly #known: KnownValues;
  readonly #placeholders: Placeholders;
  readonly #phonePlaceholder: (digits: string) => string;

  /** @param phonePlaceholder Takes and returns digits. */
  constructor(
    known: KnownValues,
    placeholders: Placeholders,
    phonePlaceholder: (digits: string) => string,
  ) {
    this.#known = known;
    this.#placeholders = placeholders;
    this.#phonePlaceholder = phonePlaceholder;
  }

  /** Replaces them in a text. */
  replacedIn(text: string): string {
    return joined(text, this.#replacements(text, mostLayers), (part) => part);
  }

  /** Overwrites them in a text, which keeps its length. */
  maskedIn(text: string): string {
    const masks = this.#replacements(text, mostLayers).map(({ start, end }) => ({
      ...{ start, end },
      text: 'x'.repeat(end - start),
    }));
    return joined(text, masks, (part) => part);
  }

  /** Replaces known values that are not encoded, and redacts everything else by `others`. */
  knownReplacedIn(text: string, others: (text: string) => string): string {
    const spans = this.#known.spansIn(folded({ text }));
    const replacements = spans.map(({ start, end, placeholder }) => ({
      ...{ start, end },
      text: placeholder,
    }));
    return joined(text, replacements, others);
  }

  #replacements(text: string, layers: number): Replacement[] {
    if (text.length < shortest) return [];
    if (text.length <= longest) return this.#inEveryReading(text, layers);
    const found = this.#inReading(text, { text });
    for (let at = 0; at < text.length; at += longest - overlap) {
      const part = this.#inEveryReading(text.slice(at, at + longest), layers);
      found.push(
        ...part.map(({ start, end, text: by }) => ({ start: start + at, end: end + at, text: by })),
      );
    }
    return found;
  }

  #inEveryReading(text: string, layers: number): Replacement[] {
    const found: Replacement[] = [];
    /** Whether each token has a secret. Most tokens are in every reading. */
    const verdicts = new Map<string, boolean>();
    for (const reading of readingsOf(text)) {
      found.push(...this.#inReading(text, reading));
      if (layers > 0) found.push(...this.#inEncoded(text, reading, layers, verdicts));
    }
    return found;
  }

  #inReading(text: string, raw: Reading): Replacement[] {
    const reading = folded(raw);
    const known = this.#known.spansIn(reading).map(({ start, end, placeholder }) => ({
      ...{ start, end },
      text:
        raw.starts === undefined ? placeholder : this.#encoded(placeholder, text.slice(start, end)),
    }));
    const phones = phoneSpansIn(reading).map(({ start, end, digits, hasPlus }) => ({
      ...{ start, end },
      text: plusOf(text.slice(start, end), hasPlus) + this.#phonePlaceholder(digits),
    }));
    return [...known, ...phones];
  }

  /** A placeholder in the encoding of what it replaces. */
  #encoded(placeholder: string, source: string): string {
    if (/%25[\da-f]/i.test(source)) return percentEncoded(percentEncoded(placeholder));
    if (/%[\da-f]{2}/i.test(source)) return percentEncoded(placeholder);
    if (/&(?:#|\w+;)/.test(source)) return this.#placeholders.text(placeholder);
    if (/\\./.test(source)) return JSON.stringify(placeholder).slice(1, -1);
    return /^[\w@.:/+-]*$/.test(placeholder) ? placeholder : this.#placeholders.text(placeholder);
  }

  #inEncoded(
    source: string,
    reading: Reading,
    layers: number,
    verdicts: Map<string, boolean>,
  ): Replacement[] {
    const found: Replacement[] = [];
    for (const { 0: token, index } of reading.text.matchAll(encoded)) {
      let hasSecret = verdicts.get(token);
      if (hasSecret === undefined) {
        verdicts.set(token, (hasSecret = this.#hasSecret(token, layers - 1)));
      }
      if (!hasSecret) continue;
      const [start, end] = [startOf(reading, index), endOf(reading, index + token.length)];
      found.push({ start, end, text: this.#placeholders.text(source.slice(start, end)) });
    }
    return found;
  }

  #hasSecret(token: string, layers: number): boolean {
    return decodings(token).some((text) =>
      // Bytes that are not text contain many digits by chance.
      unprintable.test(text)
        ? this.#known.spansIn({ text: text.toLowerCase() }).length > 0
        : this.#replacements(text, layers).length > 0,
    );
  }
}

/** The texts that a token can encode. It can follow other characters of base64, such as a slash. */
function decodings(token: string): string[] {
  const bytes = [0, 1, 2, 3].map((start) => Buffer.from(token.slice(start), 'base64'));
  if (hexadecimal.test(token)) bytes.push(Buffer.from(token.replaceAll(/[:\s]/g, ''), 'hex'));
  return bytes.flatMap((some) => {
    const texts = [some.toString()];
    // Every second byte of a text in UTF-16 is zero, if it is in English.
    if (some[1] === 0 && some[3] === 0) texts.push(some.toString('utf16le'));
    if (texts[0]!.includes('\uFFFD')) texts.push(some.toString('latin1'));
    return texts;
  });
}

/** A plus sign in the form in which it was written. */
function plusOf(source: string, hasPlus: boolean): string {
  return hasPlus ? (/^(?:\+|(?:%(?:25)*2B)|&plus;)/i.exec(source)?.[0] ?? '+') : '';
}

/** Replaces parts of a text. Of parts that overlap, the first and longest is replaced as a whole. */
function joined(
  text: string,
  replacements: readonly Replacement[],
  others: (text: string) => string,
): string {
  const parts: string[] = [];
  let copied = 0;
  const inOrder = replacements.toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end, text: replacement } of inOrder) {
    if (end <= copied) continue;
    if (start >= copied) parts.push(others(text.slice(copied, start)), replacement);
    copied = end;
  }
  parts.push(others(text.slice(copied)));
  return parts.join('');
}
