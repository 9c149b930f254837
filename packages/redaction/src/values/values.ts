import type { Contract } from '@batch-status/conformance';
import { isRounded } from '@batch-status/conformance/analysis';

import { KnownValues } from './known-values.ts';
import { isIdentifier, masked, maskedNumber } from './masked.ts';
import { phoneDigitsOf, withoutPhoneNumbers } from './phone-like.ts';
import type { ValueDescription } from '../contract/value-description.ts';
import { publicWords } from '../contract/public-words.ts';
import type { Placeholders } from './placeholders.ts';

/** Nothing stands in for a value as its schema wants it. It is to be left out with all around it. */
export class Unredactable extends Error {
  override readonly name = 'Unredactable';
}

const mostPhones = 10_000;
const mostMade = 10_000;
/** A longer text is not changed letter by letter. */
const longestTrial = 200;

/**
 * Single values in place of others, by what the contract says of their place: what it marks as
 * sensitive gets a placeholder, what it describes stays but for what is known to be sensitive, and of
 * all else the shape is kept. A placeholder fits or breaks each schema as the value did.
 */
export class Values {
  readonly #contract: Contract;
  readonly #placeholders: Placeholders;
  readonly #known: KnownValues;
  readonly #public: ReadonlySet<string>;
  /** Digits of sensitive phone numbers, and what stands for them. */
  readonly #phones = new Map<string, string>();
  /** Stand-ins made before, by the place and the value. */
  readonly #made = new WeakMap<ValueDescription, Map<string, string>>();

  constructor(contract: Contract, placeholders: Placeholders) {
    this.#contract = contract;
    this.#placeholders = placeholders;
    this.#public = publicWords(contract);
    this.#known = new KnownValues(this.#public, (text) => placeholders.text(text));
  }

  /** What stands for a credential, which is known from now on. */
  credential(value: string): string {
    if (value === '') return '';
    const placeholder = this.#placeholders.text(value);
    this.#known.learn(value, placeholder);
    return placeholder;
  }

  /** Whether the contract says this text itself. */
  isPublic(text: string): boolean {
    return this.#public.has(text);
  }

  /** What stands for a value that is of no known form. */
  opaque(value: string): string {
    return this.#placeholders.text(value);
  }

  /** Remembers a value, if it is sensitive, to find it elsewhere. */
  learn(value: string, description: ValueDescription): void {
    if (!description.isSensitive || value === '') return;
    const placeholder = this.#placeholderOrText(value, description);
    const digits = phoneDigitsOf(value);
    if (digits === undefined) {
      this.#known.learn(value, placeholder);
      return;
    }
    this.#phones.delete(digits);
    this.#phones.set(digits, placeholder.replaceAll(/\D/g, ''));
    if (this.#phones.size > mostPhones) this.#phones.delete(this.#phones.keys().next().value!);
  }

  /** A text in which what is known or looks like a phone number is replaced. */
  text(value: string): string {
    return this.#known.replacedIn(value, (text) =>
      withoutPhoneNumbers(
        text,
        (digits) => this.#phones.get(digits) ?? this.#placeholders.phoneDigits(digits),
      ),
    );
  }

  /** A text of which only the shape is kept, and the placeholders for what is known. */
  shape(value: string): string {
    return this.#known.replacedIn(value, masked);
  }

  /** @throws Unredactable */
  string(value: string, description: ValueDescription): string {
    if (value === '') return value;
    if (description.isSensitive) return this.#placeholder(value, description);
    const isDescribed = description.describes.string;
    if (isDescribed && description.named.includes(value)) return value;
    const replaced = isDescribed ? this.text(value) : this.shape(value);
    return this.#fitsAlike(description, value, replaced)
      ? replaced
      : this.#placeholder(value, description);
  }

  /**
   * The text of a header or a parameter, which may stand for a number.
   *
   * @throws Unredactable
   */
  parameter(value: string, description: ValueDescription): string {
    if (description.describes.number && /^-?\d+(?:\.\d+)?$/.test(value))
      return this.number(value, description);
    if (description.isSensitive) return this.string(value, description);
    const replaced = this.text(value);
    return this.#fitsAlike(description, value, replaced)
      ? replaced
      : this.#placeholder(value, description);
  }

  /** @throws Unredactable */
  number(source: string, description: ValueDescription): string {
    const isKnown = this.#phones.has(source) || this.#known.placeholderFor(source) !== undefined;
    if (!description.isSensitive && !isKnown) {
      if (description.describes.number) return source;
      const replaced = maskedNumber(source);
      if (this.#fitsAlike(description, Number(source), Number(replaced))) return replaced;
    }
    const value = Number(source);
    if (description.named.includes(value)) {
      const named = description.named.filter((one) => typeof one === 'number');
      return String(this.#placeholders.among(named, source));
    }
    for (const candidate of this.#placeholders.numbers(source)) {
      const isAlike = isRounded(candidate) === isRounded(source) && candidate !== source;
      if (isAlike && this.#fitsAlike(description, value, Number(candidate))) return candidate;
    }
    throw new Unredactable();
  }

  /**
   * The name of a member, in an object at a place.
   *
   * @throws Unredactable
   */
  name(name: string, description: ValueDescription): string {
    if (description.names(name)) return name;
    const plain = this.text(name);
    if (!description.isSensitive && plain === name && isIdentifier(name)) return name;
    const { patterns, schemas } = description.rulesOfNames;
    const verdicts = (text: string): string =>
      [
        ...patterns.map((pattern) => new RegExp(pattern, 'u').test(text)),
        ...schemas.map((pointer) => this.#contract.schemas.validatorAt(pointer)(text)),
        description.names(text),
      ].join();
    const wanted = verdicts(name);
    const fits = (text: string): boolean => text !== name && verdicts(text) === wanted;
    for (const candidate of this.#placeholders.texts(name)) if (fits(candidate)) return candidate;
    return this.#lastResort(name, fits);
  }

  /** For elsewhere, where a value that cannot be redacted in its own place may turn up. */
  #placeholderOrText(value: string, description: ValueDescription): string {
    try {
      return this.#placeholder(value, description);
    } catch (error) {
      if (!(error instanceof Unredactable)) throw error;
      return this.opaque(value);
    }
  }

  #placeholder(value: string, description: ValueDescription): string {
    const made = this.#made.get(description) ?? new Map<string, string>();
    this.#made.set(description, made);
    let placeholder = made.get(value);
    if (placeholder === undefined) {
      placeholder = this.#makePlaceholder(value, description);
      if (made.size >= mostMade) made.clear();
      if (value.length <= longestTrial) made.set(value, placeholder);
    }
    return placeholder;
  }

  #makePlaceholder(value: string, description: ValueDescription): string {
    if (description.named.includes(value)) {
      const named = description.named.filter((one) => typeof one === 'string');
      return this.#placeholders.among(named, value);
    }
    const fits = (text: string): boolean =>
      text !== value && this.#fitsAlike(description, value, text);
    const known = this.#known.placeholderFor(value);
    if (known !== undefined && fits(known)) return known;
    for (const candidate of this.#placeholders.texts(value)) if (fits(candidate)) return candidate;
    return this.#lastResort(value, fits);
  }

  #lastResort(value: string, fits: (text: string) => boolean): string {
    if (value.length > longestTrial) throw new Unredactable();
    const changed = this.#placeholders.sameShape(value, fits);
    const [letters, others] = [value, changed].map((text) => Array.from(text));
    const count = letters!.filter(isLetter).length;
    const same = letters!.filter((one, at) => isLetter(one) && one === others![at]).length;
    if (changed === value || same > count / 2) throw new Unredactable();
    return changed;
  }

  /** Whether each schema of a place says of two values the same: that they fit, or what is wrong. */
  #fitsAlike(description: ValueDescription, value: unknown, other: unknown): boolean {
    if (value === other) return true;
    return description.schemas.every((pointer) => {
      const validate = this.#contract.schemas.validatorAt(pointer);
      const said = (one: unknown): string =>
        validate(one) ? '' : validate.errors!.map(({ schemaPath }) => schemaPath).join();
      return said(value) === said(other);
    });
  }
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
