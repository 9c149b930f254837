import type { Contract } from '@batch-status/conformance';
import { isRounded } from '@batch-status/conformance/analysis';

import { KnownValues } from './known-values.ts';
import { isIdentifier, masked, maskedNumber } from './masked.ts';
import { phoneDigitsOf, withoutPhoneNumbers } from './phone-like.ts';
import type { Place } from './place.ts';
import { publicWords } from './public-words.ts';
import type { StandIns } from './stand-ins.ts';

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
 * sensitive gets a stand-in, what it describes stays but for what is known to be sensitive, and of
 * all else the shape is kept. A stand-in fits or breaks each schema as the value did.
 */
export class Values {
  readonly #contract: Contract;
  readonly #standIns: StandIns;
  readonly #known: KnownValues;
  readonly #public: ReadonlySet<string>;
  /** Digits of sensitive phone numbers, and what stands for them. */
  readonly #phones = new Map<string, string>();
  /** Stand-ins made before, by the place and the value. */
  readonly #made = new WeakMap<Place, Map<string, string>>();

  constructor(contract: Contract, standIns: StandIns) {
    this.#contract = contract;
    this.#standIns = standIns;
    this.#public = publicWords(contract);
    this.#known = new KnownValues(this.#public, (text) => standIns.text(text));
  }

  /** What stands for a credential, which is known from now on. */
  credential(value: string): string {
    if (value === '') return '';
    const standIn = this.#standIns.text(value);
    this.#known.learn(value, standIn);
    return standIn;
  }

  /** Whether the contract says this text itself. */
  isPublic(text: string): boolean {
    return this.#public.has(text);
  }

  /** What stands for a value that is of no known form. */
  opaque(value: string): string {
    return this.#standIns.text(value);
  }

  /** Remembers a value, if it is sensitive, to find it elsewhere. */
  learn(value: string, place: Place): void {
    if (!place.isSensitive || value === '') return;
    const standIn = this.#standInOrText(value, place);
    const digits = phoneDigitsOf(value);
    if (digits === undefined) {
      this.#known.learn(value, standIn);
      return;
    }
    this.#phones.delete(digits);
    this.#phones.set(digits, standIn.replaceAll(/\D/g, ''));
    if (this.#phones.size > mostPhones) this.#phones.delete(this.#phones.keys().next().value!);
  }

  /** A text in which what is known or looks like a phone number is replaced. */
  text(value: string): string {
    return this.#known.replacedIn(value, (text) =>
      withoutPhoneNumbers(
        text,
        (digits) => this.#phones.get(digits) ?? this.#standIns.phoneDigits(digits),
      ),
    );
  }

  /** A text of which only the shape is kept, and the stand-ins for what is known. */
  shape(value: string): string {
    return this.#known.replacedIn(value, masked);
  }

  /** @throws Unredactable */
  string(value: string, place: Place): string {
    if (value === '') return value;
    if (place.isSensitive) return this.#standIn(value, place);
    const isDescribed = place.describes.string;
    if (isDescribed && place.named.includes(value)) return value;
    const replaced = isDescribed ? this.text(value) : this.shape(value);
    return this.#fitsAlike(place, value, replaced) ? replaced : this.#standIn(value, place);
  }

  /**
   * The text of a header or a parameter, which may stand for a number.
   *
   * @throws Unredactable
   */
  parameter(value: string, place: Place): string {
    if (place.describes.number && /^-?\d+(?:\.\d+)?$/.test(value)) return this.number(value, place);
    if (place.isSensitive) return this.string(value, place);
    const replaced = this.text(value);
    return this.#fitsAlike(place, value, replaced) ? replaced : this.#standIn(value, place);
  }

  /** @throws Unredactable */
  number(source: string, place: Place): string {
    const isKnown = this.#phones.has(source) || this.#known.standInFor(source) !== undefined;
    if (!place.isSensitive && !isKnown) {
      if (place.describes.number) return source;
      const replaced = maskedNumber(source);
      if (this.#fitsAlike(place, Number(source), Number(replaced))) return replaced;
    }
    const value = Number(source);
    if (place.named.includes(value)) {
      const named = place.named.filter((one) => typeof one === 'number');
      return String(this.#standIns.among(named, source));
    }
    for (const candidate of this.#standIns.numbers(source)) {
      const isAlike = isRounded(candidate) === isRounded(source) && candidate !== source;
      if (isAlike && this.#fitsAlike(place, value, Number(candidate))) return candidate;
    }
    throw new Unredactable();
  }

  /**
   * The name of a member, in an object at a place.
   *
   * @throws Unredactable
   */
  name(name: string, place: Place): string {
    if (place.names(name)) return name;
    const plain = this.text(name);
    if (!place.isSensitive && plain === name && isIdentifier(name)) return name;
    const { patterns, schemas } = place.rulesOfNames;
    const verdicts = (text: string): string =>
      [
        ...patterns.map((pattern) => new RegExp(pattern, 'u').test(text)),
        ...schemas.map((pointer) => this.#contract.schemas.at(pointer)(text)),
        place.names(text),
      ].join();
    const wanted = verdicts(name);
    const fits = (text: string): boolean => text !== name && verdicts(text) === wanted;
    for (const candidate of this.#standIns.texts(name)) if (fits(candidate)) return candidate;
    return this.#lastResort(name, fits);
  }

  /** For elsewhere, where a value that cannot be redacted in its own place may turn up. */
  #standInOrText(value: string, place: Place): string {
    try {
      return this.#standIn(value, place);
    } catch (error) {
      if (!(error instanceof Unredactable)) throw error;
      return this.opaque(value);
    }
  }

  #standIn(value: string, place: Place): string {
    const made = this.#made.get(place) ?? new Map<string, string>();
    this.#made.set(place, made);
    let standIn = made.get(value);
    if (standIn === undefined) {
      standIn = this.#makeStandIn(value, place);
      if (made.size >= mostMade) made.clear();
      if (value.length <= longestTrial) made.set(value, standIn);
    }
    return standIn;
  }

  #makeStandIn(value: string, place: Place): string {
    if (place.named.includes(value)) {
      const named = place.named.filter((one) => typeof one === 'string');
      return this.#standIns.among(named, value);
    }
    const fits = (text: string): boolean => text !== value && this.#fitsAlike(place, value, text);
    const known = this.#known.standInFor(value);
    if (known !== undefined && fits(known)) return known;
    for (const candidate of this.#standIns.texts(value)) if (fits(candidate)) return candidate;
    return this.#lastResort(value, fits);
  }

  #lastResort(value: string, fits: (text: string) => boolean): string {
    if (value.length > longestTrial) throw new Unredactable();
    const changed = this.#standIns.sameShape(value, fits);
    const [letters, others] = [value, changed].map((text) => Array.from(text));
    const count = letters!.filter(isLetter).length;
    const same = letters!.filter((one, at) => isLetter(one) && one === others![at]).length;
    if (changed === value || same > count / 2) throw new Unredactable();
    return changed;
  }

  /** Whether each schema of a place says of two values the same: that they fit, or what is wrong. */
  #fitsAlike(place: Place, value: unknown, other: unknown): boolean {
    if (value === other) return true;
    return place.schemas.every((pointer) => {
      const validate = this.#contract.schemas.at(pointer);
      const said = (one: unknown): string =>
        validate(one) ? '' : validate.errors!.map(({ schemaPath }) => schemaPath).join();
      return said(value) === said(other);
    });
  }
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
