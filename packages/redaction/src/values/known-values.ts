import { percentEncoded } from './percent-encoded.ts';
import { withoutPhoneNumbers } from './phone-like.ts';

const most = 500;
/** Values shorter than `anywhere` are replaced only as whole words; shorter than `shortest`, not at all. */
const anywhere = 8;
const shortest = 4;
/** Longer values would take too much memory, and are not searched for elsewhere. */
const longest = 4096;

/** One encoding of a known value. */
interface Form {
  text: string;
  placeholder: string;
  /** Finds it as a whole word; absent if it is replaced anywhere. */
  word?: RegExp;
}

interface Known {
  placeholder: string;
  /** Made only once, since this takes most of the time. */
  forms?: Form[];
}

interface Piece {
  text: string;
  /** Whether it is a placeholder. */
  isDone: boolean;
}

/** Finds known sensitive values in other places, in any of several encodings. */
export class KnownValues {
  readonly #known = new Map<string, Known>();
  /** Words of the contract, which are not secret. */
  readonly #public: ReadonlySet<string>;
  readonly #placeholder: (text: string) => string;
  #forms: Form[] | undefined;

  /** @param placeholder Makes a placeholder for base64 that contains a known value. */
  constructor(open: ReadonlySet<string>, placeholder: (text: string) => string) {
    this.#public = open;
    this.#placeholder = placeholder;
  }

  learn(value: string, placeholder: string): void {
    const isFit = value.length >= shortest && value.length <= longest;
    if (!isFit || this.#public.has(value)) return;
    if (!this.#known.has(value)) this.#forms = undefined;
    // A map keeps the order of insertion, so the oldest value is forgotten first.
    const known = this.#known.get(value) ?? { placeholder };
    this.#known.delete(value);
    this.#known.set(value, known);
    if (this.#known.size > most) this.#known.delete(this.#known.keys().next().value!);
  }

  /** The placeholder of a value, if it is known. */
  placeholderFor(value: string): string | undefined {
    return this.#known.get(value)?.placeholder;
  }

  /**
   * Replaces each known value in a text, and base64 that contains one.
   *
   * @param others Redacts the text between them.
   */
  replacedIn(text: string, others: (text: string) => string): string {
    return this.#split(text)
      .flatMap((piece) => (piece.isDone ? [piece] : this.#splitBase64(piece.text)))
      .map((piece) => (piece.isDone ? piece.text : others(piece.text)))
      .join('');
  }

  #splitBase64(text: string): Piece[] {
    const pieces: Piece[] = [];
    let rest = 0;
    for (const { 0: token, index } of text.matchAll(/[\w+/-]{12,}={0,2}/g)) {
      const decoded = Buffer.from(token, 'base64').toString();
      if (!/^[\x20-\x7e]+$/.test(decoded)) continue;
      const isKnown = this.#split(decoded).some(({ isDone }) => isDone);
      if (!isKnown && withoutPhoneNumbers(decoded, () => '') === decoded) continue;
      pieces.push({ text: text.slice(rest, index), isDone: false });
      pieces.push({ text: this.#placeholder(token), isDone: true });
      rest = index + token.length;
    }
    return [...pieces, { text: text.slice(rest), isDone: false }];
  }

  #split(text: string): Piece[] {
    this.#forms ??= [...this.#known]
      .flatMap(([value, known]) => (known.forms ??= formsOf(value, known.placeholder)))
      // Longer ones first, since one value can be part of another.
      .toSorted((a, b) => b.text.length - a.text.length);
    let pieces: Piece[] = [{ text, isDone: false }];
    for (const { text: form, placeholder, word } of this.#forms) {
      if (!text.includes(form)) continue;
      pieces = pieces.flatMap((piece) =>
        piece.isDone
          ? [piece]
          : piece.text
              .split(word ?? form)
              .flatMap((part, at) => [
                ...(at > 0 ? [{ text: placeholder, isDone: true }] : []),
                { text: part, isDone: false },
              ]),
      );
    }
    return pieces;
  }
}

const encodings: ((text: string) => string)[] = [
  (text) => text,
  percentEncoded,
  (text) => percentEncoded(text).replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
  (text) => percentEncoded(text).replaceAll('%20', '+'),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => Buffer.from(text).toString('hex'),
];

function formsOf(value: string, placeholder: string): Form[] {
  const forms = new Map<string, Form>();
  for (const encode of encodings) {
    const text = encode(value);
    const form = { text, placeholder: encode(placeholder) };
    if (forms.has(text)) continue;
    forms.set(text, value.length < anywhere ? { ...form, word: asWord(text) } : form);
  }
  return [...forms.values()];
}

function asWord(text: string): RegExp {
  const literal = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`, 'u');
}
