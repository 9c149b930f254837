import type { Contract } from '@batch-status/conformance';

import type { SchemaDifference } from '../../comparison/compare-schemas.ts';
import type { Chance } from '../../sketch/chance.ts';
import { drawValue } from '../../sketch/draw-value.ts';
import { textsOfPattern } from '../../sketch/texts-of-pattern.ts';
import type { Contender } from '../change/contract-change.ts';
import { draws, listsOf, objectsOf, partsOf, type Part } from './sized-values.ts';
import { resized } from './resized.ts';

type Contracts = Record<Contender, Contract>;

const bounds =
  /^(?:(?:min|max)(?:Length|Items|Properties)|least number|greatest number|multipleOf|enum)$/;
const mostSizes = 14;
const most = 20;

/** Whether a difference is about a bound, which other keywords can make hard to reach. */
export function isBound({ key }: SchemaDifference): boolean {
  return bounds.test(key);
}

/** Whether one contract allows a value in the place of a difference, and the other does not. */
export function isTelling(
  contracts: Contracts,
  { base, revision }: SchemaDifference,
  value: unknown,
): boolean {
  const allows = (side: Contender, { place }: SchemaDifference['base']): boolean =>
    place.every((pointer) => contracts[side].schemas.fits(pointer, value));
  try {
    return allows('base', base) !== allows('revision', revision);
  } catch {
    // A schema that cannot be used.
    return false;
  }
}

/**
 * Values that only one of two bounds allows, and that keep to the keywords beside it: texts of a pattern with a certain
 * length, multiples of a number, or lists whose elements differ.
 */
export function tellingValues(
  contracts: Contracts,
  difference: SchemaDifference,
  chance: Chance,
): unknown[] {
  if (!isBound(difference)) return [];
  const found: unknown[] = [];
  for (const value of candidates(contracts, difference, chance)) {
    if (found.length >= most) break;
    if (isTelling(contracts, difference, value)) found.push(value);
  }
  return found;
}

function* candidates(
  contracts: Contracts,
  difference: SchemaDifference,
  chance: Chance,
): Generator {
  const { key } = difference;
  const parts = (['base', 'revision'] as const).flatMap((side) =>
    partsOf(contracts[side], difference[side].place),
  );
  if (key === 'enum') yield* onlyOnce(difference);
  if (/number|multipleOf/.test(key)) yield* multiples(difference, parts);
  if (!/Length|Items|Properties/.test(key)) return;
  const drawn = parts.flatMap(({ contract, pointer }) =>
    Array.from({ length: draws }, () => drawValue(contract, pointer, chance)),
  );
  const sizes = sizesOf(difference);
  if (key.endsWith('Length')) {
    const texts = parts.flatMap(({ schema }) =>
      typeof schema['pattern'] === 'string' ? textsOfPattern(schema['pattern']) : [],
    );
    const seeds = new Set([...drawn.filter((value) => typeof value === 'string'), ...texts]);
    for (const size of sizes) for (const seed of seeds) yield* resized(seed, size);
  } else if (key.endsWith('Items')) yield* listsOf(parts, drawn, sizes, chance);
  else yield* objectsOf(parts, drawn, sizes, chance);
}

/** The values of one enum that the other does not have. */
function onlyOnce({ base, revision }: SchemaDifference): unknown[] {
  const [olds, news] = [base, revision].map(({ value }) =>
    value === undefined ? [] : (JSON.parse(value) as unknown[]),
  );
  const [before, after] = [written(olds!), written(news!)];
  return [
    ...olds!.filter((value) => !after.has(JSON.stringify(value))),
    ...news!.filter((value) => !before.has(JSON.stringify(value))),
  ];
}

function written(values: readonly unknown[]): Set<string> {
  return new Set(values.map((value) => JSON.stringify(value)));
}

/** Multiples of what numbers must be multiples of, near each bound. */
function multiples({ base, revision }: SchemaDifference, parts: readonly Part[]): number[] {
  const steps = parts.flatMap(({ schema: { multipleOf } }) =>
    typeof multipleOf === 'number' && multipleOf > 0 ? [multipleOf] : [],
  );
  const ends = [base, revision].flatMap(({ value }) => numbersIn(value));
  const near = [-2, -1, 0, 1, 2];
  return [...new Set(steps.length > 0 ? steps : [1])].flatMap((step) =>
    [...ends, 0].flatMap((end) => {
      const whole = Math.floor(end / step);
      return near.map((more) => rounded((whole + more) * step));
    }),
  );
}

/** Without the error of a product such as `3 * 0.1`. */
function rounded(value: number): number {
  return Number(value.toPrecision(15));
}

function numbersIn(value: string | undefined): number[] {
  const numbers = (value ?? '').split(/[\n ]/).filter((text) => text !== '');
  return numbers.map(Number).filter((number) => Number.isFinite(number));
}

/** Sizes between two bounds, and next to them. */
function sizesOf({ key, base, revision }: SchemaDifference): number[] {
  const ends = [base, revision].flatMap(({ value }) => numbersIn(value));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const isSingle = ends.length === 1;
  const steps = Array.from({ length: mostSizes }, (_, step) => step);
  const sizes = steps.flatMap((step) => {
    if (isSingle) return key.startsWith('max') ? [high + 1 + step] : [low - 1 - step];
    return [low + step, high - step];
  });
  const limit = key.endsWith('Length') ? 300_000 : 3000;
  return [...new Set(sizes)].filter((size) => size >= 0 && size <= limit);
}
