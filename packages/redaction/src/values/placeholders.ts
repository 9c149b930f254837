import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

import { phoneDigitsOf } from './phone-like.ts';

/**
 * Makes placeholders from values and a key. The same value always gets the same placeholder. Without the
 * key, the value cannot be computed from it.
 */
export class Placeholders {
  readonly #key: KeyObject;

  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  /** A placeholder for any text. */
  text(value: string): string {
    return `redacted-${this.#letters(value, 12)}`;
  }

  /** The digits of a phone number with a country code that is not assigned. */
  phoneDigits(digits: string): string {
    return `999${this.#digits(`phone ${digits}`, 12)}`;
  }

  /** Candidates for a text, the best first. Most schemas accept at least one of them. */
  *texts(value: string): Generator<string> {
    const { length } = value;
    const digits = phoneDigitsOf(value);
    if (digits !== undefined) {
      const plus = value.trimStart().startsWith('+') ? '+' : '';
      yield plus + this.phoneDigits(digits);
      yield plus + `999${this.#digits(`phone ${digits}`, 12)}`.slice(0, digits.length);
      // 555-0100 to 555-0199 are reserved for fiction in every area of North America.
      const area = 200 + (Number(this.#digits(`area ${digits}`, 9)) % 800);
      yield `${plus}1${area}55501${this.#digits(`line ${digits}`, 2)}`;
    }
    yield this.text(value);
    const hex = this.#hex(value);
    yield `redacted${this.#letters(value, Math.max(length, 1))}`.slice(0, length);
    yield `${hex}@redacted.example`;
    yield `https://redacted.example/${hex}`;
    yield hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
    // A seventh digit would lead to years of five digits, which no format accepts.
    const day = new Date(Number.parseInt(hex.slice(0, 6), 16) * 3600_000).toISOString();
    yield day;
    yield day.slice(0, 10);
    yield day.slice(11);
    yield `192.0.2.${Number.parseInt(hex.slice(0, 2), 16)}`;
    yield `2001:db8::${hex.slice(0, 4)}`;
    yield `${hex.slice(0, 12)}.example`;
    yield hex.repeat(Math.ceil(length / hex.length)).slice(0, length);
    yield this.#digits(value, length);
  }

  /** Candidates for a number, as JSON. */
  *numbers(source: string): Generator<string> {
    const digits = source.replaceAll(/\D/g, '');
    if (/^\d{7,15}$/.test(source)) yield this.phoneDigits(source);
    yield this.#sameShape(source, (count) => this.#digits(source, count));
    const random = this.#digits(`number ${source}`, 12);
    for (const most of [1e12, 1e9, 1e6, 1e4, 100, 10]) yield String(Number(random) % most);
    if (digits.length < 9) yield String(-(Number(random) % 1e6) - 1);
  }

  /** Chooses one of several values; the choice depends only on `value` and the key. */
  among<T>(values: readonly T[], value: string): T {
    return values[Number.parseInt(this.#hex(`one ${value}`).slice(0, 8), 16) % values.length]!;
  }

  /** Replaces as many letters and digits as `fits` allows. */
  sameShape(value: string, fits: (text: string) => boolean): string {
    const whole = this.#replaced(value, () => true);
    return fits(whole) ? whole : this.#replaced(value, fits);
  }

  #replaced(value: string, fits: (text: string) => boolean): string {
    const characters = Array.from(value);
    for (const [at, character] of characters.entries()) {
      for (const other of alternatives(character, this.#hex(`${at} ${value}`))) {
        characters[at] = other;
        if (other !== character && fits(characters.join(''))) break;
        characters[at] = character;
      }
    }
    return characters.join('');
  }

  #sameShape(source: string, digits: (count: number) => string): string {
    const fresh = digits(source.length);
    let isFirst = true;
    return source.replaceAll(/\d/g, (digit, at: number) => {
      const other = fresh[at]!;
      const keepsLength = isFirst && digit !== '0';
      isFirst = false;
      return digit === '0' && at === 0 ? digit : keepsLength && other === '0' ? '1' : other;
    });
  }

  #hex(value: string): string {
    return createHmac('sha256', this.#key).update(value).digest('hex');
  }

  /** Only letters, since hexadecimal digits can look like a phone number. */
  #letters(value: string, count: number): string {
    const letters = this.#hex(value).replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);
    return letters.repeat(Math.ceil(count / letters.length)).slice(0, count);
  }

  #digits(value: string, count: number): string {
    // Hash the value, which can be long, only once.
    const seed = this.#hex(value);
    let digits = '';
    for (let round = 0; digits.length < count; round++) {
      digits += BigInt(`0x${this.#hex(`${round} ${seed}`)}`)
        .toString()
        .slice(-60)
        .padStart(60, '0');
    }
    return digits.slice(0, count);
  }
}

/** The characters of the same kind that can replace a character, in an order that depends on `hex`. */
function alternatives(character: string, hex: string): string[] {
  const kinds: [RegExp, string][] = [
    [/\p{Nd}/u, '0123456789'],
    [/[a-f]/, 'abcdef'],
    [/[A-F]/, 'ABCDEF'],
    [/[a-z]/, 'abcdefghijklmnopqrstuvwxyz'],
    [/[A-Z]/, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    [/\p{L}/u, 'abcdefghijklmnopqrstuvwxyz'],
  ];
  const letters = kinds.find(([kind]) => kind.test(character))?.[1] ?? '';
  const start = Number.parseInt(hex.slice(0, 6), 16);
  return Array.from(letters, (_, at) => letters[(start + at) % letters.length]!);
}
