import { pointerTo, segmentsOf } from '@batch-status/json-schema';

import { appliedSchemas } from '../../contract/applied-schemas.ts';
import type { Contract, Derivation } from '../../contract/contract.ts';
import { factsIn, type LostFact } from '../../exchange/exact-json.ts';
import { exactMismatches, isAboutInteger } from './exact-bounds.ts';
import { exactValue, type LargeIntegers } from './exact-value.ts';
import type { Mismatch } from '../finding/mismatch.ts';
import type { Rule } from '../finding/finding.ts';
import type { FittingBody } from './fitting-body.ts';
import { brokenWithin } from './invariants.ts';
import { notChecked } from '../finding/not-checked.ts';
import { notJson } from './not-json.ts';
import { misplacedMembers } from './one-way.ts';
import { fitOf, type Fit } from './schema-mismatches.ts';
import { SoundBodies } from './sound-bodies.ts';
import { undeclaredMembers } from './undeclared-members.ts';

export interface BodyOptions {
  /** Whether members that no schema names are mismatches. Default: false. */
  strict?: boolean | undefined;
}

/**
 * In characters. Of a larger body, only the first violation of its schema is reported: memory may not
 * have room for all of them.
 */
const largeBody = 1024 * 1024;

export interface CheckedBody {
  mismatches: Mismatch[];
  /** Present if the body fits its schema, so that transition rules can be applied to it. */
  body?: FittingBody;
}

/** Checks the text of a JSON body against the schema at a pointer of the contract. */
export function checkBody(
  contract: Contract,
  text: string,
  { name, schema, direction }: Omit<FittingBody, 'value'>,
  { strict = false }: BodyOptions,
): CheckedBody {
  const refused = (rule: Rule, message: string): CheckedBody => ({
    mismatches: [{ rule, message: `The ${name}: ${message}`, pointer: schema }],
  });
  const bodies = soundBodiesOf(contract, schema, strict);
  const known = bodies.find(text);
  if (known) return { mismatches: [], body: { name, schema, value: known.value } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused('invalid-json', notJson(text, error));
  }
  const body = { name, schema, value, ...(direction ? { direction } : {}) };
  try {
    const checked = bodyMismatches(contract, body, text, strict);
    const { mismatches, isFitting, isPartial, integers } = checked;
    if (mismatches.length === 0 && !integers && !isPartial) bodies.add(text, value);
    return {
      mismatches: [
        ...ignoredKeywords(contract, body),
        ...mismatches.map((mismatch) => inBody(contract, body, mismatch)),
      ],
      ...(isFitting ? { body: { ...body, isPartial, ...(integers ? { integers } : {}) } } : {}),
    };
  } catch (error) {
    if (error instanceof RangeError) {
      return refused('schema', 'found a value that is nested too deeply to be checked');
    }
    return { mismatches: [notChecked(`The ${name}`, error, schema), ...duplicatesIn(body, text)] };
  }
}

/** The keywords in the schema of a body that probably were meant to have an effect. */
function ignoredKeywords({ schemas }: Contract, { name, schema }: FittingBody): Mismatch[] {
  return schemas.ignoredKeywords(schema).map(({ pointer, message }) => ({
    rule: 'ignored-keyword',
    severity: 'warning',
    message: `The schema of the ${name}: ${message}`,
    pointer,
  }));
}

/**
 * Checks a value of another format than JSON against its schema.
 *
 * @param large The integers in it that a double may not represent, by JSON Pointer.
 */
export function checkValue(
  contract: Contract,
  body: FittingBody,
  large: ReadonlyMap<string, bigint> = none,
): Mismatch[] {
  const { mismatches, isPartial } = exactFit(contract, body, large, false);
  const found =
    mismatches.length > 0 ? mismatches : brokenBeside(contract, body, isPartial, digitsOf(large));
  return found.map((mismatch) => inBody(contract, body, mismatch));
}

/** How a value fits its schema, with the large integers in it compared exactly. */
export function exactFit(
  contract: Contract,
  body: FittingBody,
  large: ReadonlyMap<string, bigint>,
  isLarge: boolean,
): Fit {
  const { mismatches, isPartial } = fitOf(contract, body, isLarge);
  return {
    isPartial,
    mismatches: [
      ...mismatches.filter(
        ({ at, ...mismatch }) => !(large.has(at ?? '') && isAboutInteger(contract, mismatch)),
      ),
      ...largeMismatches(contract, body, large),
    ],
  };
}

/** What else is wrong with a body that fits its schema. */
function brokenBeside(
  contract: Contract,
  body: FittingBody,
  isPartial: boolean,
  integers: LargeIntegers,
): Mismatch[] {
  // A rule may name a required member that the body need not have.
  const rules = isPartial
    ? []
    : brokenWithin(contract, body.schema, exactValue(body.value, integers));
  return [...rules, ...misplacedMembers(contract, body)];
}

const none: ReadonlyMap<string, bigint> = new Map();

function digitsOf(large: ReadonlyMap<string, bigint>): LargeIntegers {
  return large.size === 0 ? [] : [...large].map(([at, integer]) => [at, String(integer)] as const);
}

type BySchema = Map<string, SoundBodies>;

const soundBodies: Derivation<{ strict: BySchema; open: BySchema }> = {
  compute: () => ({ strict: new Map(), open: new Map() }),
};

function soundBodiesOf(contract: Contract, schema: string, strict: boolean): SoundBodies {
  const bySchema = contract.derive(soundBodies)[strict ? 'strict' : 'open'];
  let bodies = bySchema.get(schema);
  if (!bodies) bySchema.set(schema, (bodies = new SoundBodies()));
  return bodies;
}

function bodyMismatches(
  contract: Contract,
  body: FittingBody,
  text: string,
  strict: boolean,
): Fit & { isFitting: boolean; integers?: LargeIntegers } {
  const { schema, value } = body;
  const { lost: lostFacts, large } = factsIn(text, value);
  const lost = lostMismatches(contract, body, lostFacts);
  const lostErrors = lost.filter(({ severity }) => severity === 'error');
  const reported = new Set(lostErrors.map(({ at }) => at));
  const fit = exactFit(contract, body, large, text.length > largeBody);
  const unfit = fit.mismatches.filter(({ at }) => !reported.has(at));
  const isFitting = unfit.length === 0 && lostErrors.length === 0;
  const mismatches = [...lost, ...unfit];
  const integers = digitsOf(large);
  if (isFitting) mismatches.push(...brokenBeside(contract, body, fit.isPartial, integers));
  if (isFitting && strict) mismatches.push(...undeclaredMembers(contract, schema, value));
  const { isPartial } = fit;
  return { mismatches, isFitting, isPartial, ...(integers.length > 0 ? { integers } : {}) };
}

/** Adds the position of a mismatch to its message, without names that the contract does not know. */
export function inBody(
  contract: Contract,
  { name, value }: FittingBody,
  mismatch: Mismatch,
): Mismatch {
  const at = withoutUnknownNames(contract, value, mismatch.at ?? '');
  const place = at === '' ? '' : `at ${at}: `;
  return { ...mismatch, at, message: `The ${name}: ${place}${mismatch.message}` };
}

/** The violations of bounds by integers beyond 2^53, without rounding. */
function largeMismatches(
  contract: Contract,
  { schema, value }: FittingBody,
  integers: ReadonlyMap<string, bigint>,
): Mismatch[] {
  if (integers.size === 0) return [];
  return [...appliedSchemas(contract, schema, value)].flatMap((applied) => {
    const integer = integers.get(applied.at);
    return integer === undefined ? [] : exactMismatches(contract, applied, integer);
  });
}

/** A rounded number is an error only where the contract asks for an exact integer. */
function lostMismatches(
  contract: Contract,
  { schema, value }: FittingBody,
  lost: readonly LostFact[],
): Mismatch[] {
  if (lost.length === 0) return [];
  const pointers = new Map<string, string>();
  const isExact = new Map<string, boolean>();
  for (const { at, pointer, schema: keywords } of appliedSchemas(contract, schema, value)) {
    pointers.set(at, pointer);
    const isInteger = [keywords['type']].flat().includes('integer');
    if (isInteger) isExact.set(at, !/^u?int64$/.test(String(keywords['format'])));
  }
  return lost.map(({ rule, at }) => ({
    rule,
    severity: rule === 'duplicate-member' || isExact.get(at) ? 'error' : 'warning',
    message:
      rule === 'duplicate-member'
        ? 'found the same member more than once'
        : 'found an integer that JSON.parse rounds, wanted one that a double can represent',
    at,
    pointer: pointers.get(at) ?? schema,
  }));
}

/** The members that occur twice, where the schema cannot tell more about them. */
function duplicatesIn({ name, schema, value }: FittingBody, text: string): Mismatch[] {
  if (!factsIn(text, value).lost.some(({ rule }) => rule === 'duplicate-member')) return [];
  const message = `The ${name}: found the same member more than once`;
  return [{ rule: 'duplicate-member', message, pointer: schema }];
}

function withoutUnknownNames({ schemas }: Contract, value: unknown, pointer: string): string {
  let inner = value;
  const segments = segmentsOf(pointer).map((segment) => {
    const isPrintable = Array.isArray(inner) || schemas.namesMember(segment);
    inner = (inner as Record<string, unknown> | null | undefined)?.[segment];
    return isPrintable ? segment : '*';
  });
  return pointerTo('', ...segments);
}
