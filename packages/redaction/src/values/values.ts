import type { Contract } from '@batch-status/conformance';

import { FittingPlaceholders, Unredactable } from './fitting-placeholders.ts';
import { KnownValues } from './known-values.ts';
import { masked, maskedNumber } from './masked.ts';
import { isPhoneNumber, phoneDigitsOf } from './phone-like.ts';
import { Secrets } from './secrets.ts';
import { isPasswordName, isSecretName, isSecretNumberName } from '../contract/secret-names.ts';
import type { ValueDescription } from '../contract/value-description.ts';
import { commonNames } from '../contract/http-words.ts';
import { publicWords } from '../contract/public-words.ts';
import type { Placeholders } from './placeholders.ts';

const leastCredential = 8;

/**
 * Redacts single values. A value that the contract marks as sensitive gets a placeholder, which passes or
 * fails the same schemas. In a value that it describes, only known sensitive values are replaced. Of any
 * other value, only the shape is kept.
 */
export class Values {
  readonly #placeholders: Placeholders;
  readonly #known: KnownValues;
  readonly #fitting: FittingPlaceholders;
  readonly #secrets: Secrets;
  readonly #public: ReadonlySet<string>;
  readonly #publicHeaders: ReadonlySet<string>;
  /** The digits of sensitive phone numbers, and the digits that replace them. */
  readonly #phones = new Map<string, string>();

  constructor(contract: Contract, placeholders: Placeholders) {
    this.#placeholders = placeholders;
    this.#public = publicWords(contract);
    this.#publicHeaders = new Set([...this.#public].map((word) => word.toLowerCase()));
    this.#known = new KnownValues(this.#public);
    this.#fitting = new FittingPlaceholders(contract, placeholders, this.#known);
    this.#secrets = new Secrets(
      this.#known,
      placeholders,
      (digits) => this.#phones.get(digits) ?? placeholders.phoneDigits(digits),
    );
  }

  /** Returns a placeholder for a credential, and learns the credential. */
  credential(value: string): string {
    if (value === '') return '';
    const placeholder = this.#placeholders.text(value);
    for (const form of [value, unquoted(value), decoded(value)]) {
      this.#known.learn(form, placeholder);
    }
    return placeholder;
  }

  /**
   * Learns a value that is probably a credential. Short ones are too often something else, unless their name says
   * that they are a password.
   */
  learnCredential(value: string, name = ''): void {
    const isLong = value.length >= leastCredential || isPasswordName(name);
    if (isLong && !/^\d*$/.test(value)) this.credential(value);
  }

  /** Keeps a name that the contract has anywhere, or that most APIs have. Of others, only the shape. */
  wordOrShape(name: string): string {
    return this.isPublicName(name) ? name : this.shape(name);
  }

  /** Whether the contract has a header of this name, in lower case. */
  isPublicHeader(key: string): boolean {
    return this.#publicHeaders.has(key);
  }

  isPublicName(name: string): boolean {
    return this.#public.has(name) || commonNames.has(name);
  }

  /** Whether the text is in the contract. */
  isPublic(text: string): boolean {
    return this.#public.has(text);
  }

  /** A placeholder for a value of unknown form. */
  opaque(value: string): string {
    return this.#placeholders.text(value);
  }

  /** Remembers a sensitive value, so that it is also replaced elsewhere. */
  learn(value: string, description: ValueDescription): void {
    if (!description.isSensitive || value === '') return;
    const placeholder = this.#placeholderOrText(value, description);
    const digits = phoneDigitsOf(value);
    if (digits === undefined) {
      this.#known.learn(value, placeholder);
      return;
    }
    this.#phones.set(digits, placeholder.replaceAll(/\D/g, ''));
  }

  /** Replaces known sensitive values and possible phone numbers in a text. */
  text(value: string): string {
    return this.#secrets.replacedIn(value);
  }

  /** Keeps only the shape of a text, with placeholders for known sensitive values. */
  shape(value: string): string {
    return this.#secrets.knownReplacedIn(value, masked);
  }

  /** @throws Unredactable */
  string(value: string, description: ValueDescription): string {
    if (value === '') return value;
    if (description.isSensitive) return this.#fitting.text(value, description);
    const isDescribed =
      description.describes.string && this.#fitting.isCheckable(description, value);
    if (isDescribed && description.named.includes(value)) return value;
    const replaced = isDescribed ? this.text(value) : this.shape(value);
    return this.alike(value, replaced, description);
  }

  /**
   * The text of a header, parameter, or field, which can be a number.
   *
   * @param name Its name, which can say that it is a credential.
   * @throws Unredactable
   */
  parameter(value: string, description: ValueDescription, name: string): string {
    if (description.describes.number && /^-?\d+(?:\.\d+)?$/.test(value)) {
      return isSecretNumberName(name)
        ? this.secretNumber(value, description)
        : this.number(value, description);
    }
    if (description.isSensitive) return this.string(value, description);
    if (isSecretName(name)) return this.secret(value, description);
    const replaced = this.#fitting.isCheckable(description, value)
      ? this.text(value)
      : this.shape(value);
    return this.alike(value, replaced, description);
  }

  /**
   * A redacted value, if it passes and fails the same schemas as the value; otherwise a placeholder.
   *
   * @throws Unredactable
   */
  alike(value: string, redacted: string, description: ValueDescription): string {
    return this.#fitting.fitsAlike(description, value, redacted)
      ? redacted
      : this.#fitting.text(value, description);
  }

  /**
   * A placeholder for a value that is a credential, whatever the contract says.
   *
   * @throws Unredactable
   */
  secret(value: string, description: ValueDescription): string {
    return value === '' ? value : this.#fitting.text(value, description);
  }

  /** Replaces secrets in a text without changing its length, as in bytes that a file format counts. */
  sameLength(text: string): string {
    return this.#secrets.maskedIn(text);
  }

  /** @throws Unredactable */
  number(source: string, description: ValueDescription): string {
    const isKnown =
      this.#phones.has(source) ||
      this.#known.placeholderFor(source) !== undefined ||
      isPhoneNumber(source);
    if (!description.isSensitive && !isKnown) {
      if (description.describes.number && this.#fitting.isCheckable(description, Number(source)))
        return source;
      const replaced = maskedNumber(source);
      if (this.#fitting.fitsAlike(description, Number(source), Number(replaced))) return replaced;
    }
    return this.secretNumber(source, description);
  }

  /**
   * A placeholder for a number that is a credential, whatever the contract says.
   *
   * @throws Unredactable
   */
  secretNumber(source: string, description: ValueDescription): string {
    return this.#fitting.number(source, description);
  }

  /**
   * The name of a member of the described object.
   *
   * @throws Unredactable
   */
  name(name: string, description: ValueDescription): string {
    if (description.names(name)) return name;
    if (!description.isSensitive && this.isPublicName(name)) return name;
    return this.#fitting.name(name, description);
  }

  /** Used where the value occurs elsewhere, even if its own schemas allow no placeholder. */
  #placeholderOrText(value: string, description: ValueDescription): string {
    try {
      return this.#fitting.text(value, description);
    } catch (error) {
      if (!(error instanceof Unredactable)) throw error;
      return this.opaque(value);
    }
  }
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
