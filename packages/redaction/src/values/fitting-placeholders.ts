import type { Contract } from '@batch-status/conformance';
import { boundedPattern, isRounded } from '@batch-status/conformance/analysis';

import { unlessUnusable } from '../contract/unusable.ts';
import type { ValueDescription } from '../contract/value-description.ts';
import type { KnownValues } from './known-values.ts';
import type { Placeholders } from './placeholders.ts';

/** No placeholder was found that passes and fails the same schemas. The whole part must be left out. */
export class Unredactable extends Error {
  override readonly name = 'Unredactable';
}

const mostMade = 10_000;
/** Trying placeholders letter by letter for a longer text would take too long. */
const longestTrial = 200;

/** Makes placeholders that pass or fail the same schemas as the values that they replace. */
export class FittingPlaceholders {
  readonly #contract: Contract;
  readonly #placeholders: Placeholders;
  readonly #known: KnownValues;
  /** Earlier placeholders, by description and value. */
  readonly #made = new WeakMap<ValueDescription, Map<string, string>>();

  constructor(contract: Contract, placeholders: Placeholders, known: KnownValues) {
    this.#contract = contract;
    this.#placeholders = placeholders;
    this.#known = known;
  }

  /** @throws Unredactable */
  text(value: string, description: ValueDescription): string {
    const made = this.#made.get(description) ?? new Map<string, string>();
    this.#made.set(description, made);
    let placeholder = made.get(value);
    if (placeholder === undefined) {
      placeholder = this.#make(value, description);
      if (made.size >= mostMade) made.clear();
      if (value.length <= longestTrial) made.set(value, placeholder);
    }
    return placeholder;
  }

  /** @throws Unredactable */
  number(source: string, description: ValueDescription): string {
    const value = Number(source);
    if (description.named.includes(value)) {
      const named = description.named.filter((one) => typeof one === 'number');
      return String(this.#placeholders.among(named, source));
    }
    for (const candidate of this.#placeholders.numbers(source)) {
      const isAlike = isRounded(candidate) === isRounded(source) && candidate !== source;
      if (isAlike && this.fitsAlike(description, value, Number(candidate))) return candidate;
    }
    throw new Unredactable();
  }

  /**
   * A placeholder for the name of a member of the described object.
   *
   * @throws Unredactable
   */
  name(name: string, description: ValueDescription): string {
    const { patterns, schemas } = description.rulesOfNames;
    const verdicts = (text: string): string =>
      [
        ...patterns.map((pattern) => verdictOf(() => boundedPattern(pattern).test(text))),
        ...schemas.map((pointer) =>
          verdictOf(() => this.#contract.schemas.validatorAt(pointer)(text)),
        ),
        description.names(text),
      ].join();
    const wanted = verdicts(name);
    const fits = (text: string): boolean => text !== name && verdicts(text) === wanted;
    for (const candidate of this.#placeholders.texts(name)) if (fits(candidate)) return candidate;
    return this.#lastResort(name, fits);
  }

  #make(value: string, description: ValueDescription): string {
    if (description.named.includes(value)) {
      const named = description.named.filter((one) => typeof one === 'string');
      return this.#placeholders.among(named, value);
    }
    const fits = (text: string): boolean =>
      text !== value && this.fitsAlike(description, value, text);
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

  /** Whether two values pass the same schemas, or fail them with the same errors. */
  fitsAlike(description: ValueDescription, value: unknown, other: unknown): boolean {
    if (value === other) return true;
    return description.schemas.every(
      (pointer) => this.#errorsAt(pointer, value) === this.#errorsAt(pointer, other),
    );
  }

  /** Whether all that describes a value can be checked. Otherwise it counts as undescribed. */
  isCheckable({ schemas }: ValueDescription, value: unknown): boolean {
    return schemas.every((pointer) => this.#errorsAt(pointer, value) !== unknown);
  }

  #errorsAt(pointer: string, value: unknown): string {
    return verdictOf(() => {
      const validate = this.#contract.schemas.validatorAt(pointer);
      return validate(value) ? '' : validate.errors!.map(({ schemaPath }) => schemaPath).join();
    });
  }
}

/** The verdict on a value that cannot be checked. */
const unknown = 'unknown';

function verdictOf(check: () => boolean | string): string {
  return String(unlessUnusable(check, unknown));
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
