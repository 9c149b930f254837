import type { ErrorObject } from 'ajv/dist/2020.js';
import { pointerTo, segmentsOf } from '@batch-status/json-schema';

import { appliedSchemas } from '../contract/applied-schemas.ts';
import type { Contract, Derivation } from '../contract/contract.ts';
import { lostIn, type LostFact } from '../exchange/exact-json.ts';
import type { Fault } from './fault.ts';
import type { Rule } from './finding.ts';
import { brokenWithin } from './invariants.ts';
import { faultsIn } from '../schema/schema-fault.ts';
import { tooManyErrors, type Schemas } from '../schema/schemas.ts';
import { SoundBodies } from './sound-bodies.ts';
import { undeclaredMembers } from './undeclared-members.ts';

export interface BodyOptions {
  /** Whether members that no schema names are faults. Default: false. */
  strict?: boolean;
}

/**
 * Of a body of more characters than this, only the first breach of its schema is told: all of them
 * could be more than memory has room for.
 */
const largeBody = 1024 * 1024;

/** A body that is what its schema says. */
export interface FittingBody {
  /** What to call it: `body of the 200 of GET /things`. */
  name: string;
  /** Where its schema is in the contract. */
  schema: string;
  value: unknown;
}

export interface CheckedBody {
  faults: Fault[];
  /** Present if rules over two bodies can be judged over it. */
  body?: FittingBody;
}

/** Judges the text of a JSON body by the schema at a pointer of the contract. */
export function checkBody(
  contract: Contract,
  text: string,
  { name, schema }: Pick<FittingBody, 'name' | 'schema'>,
  { strict = false }: BodyOptions,
): CheckedBody {
  const refused = (rule: Rule, message: string): CheckedBody => ({
    faults: [{ rule, message: `The ${name}: ${message}`, pointer: schema }],
  });
  const bodies = soundBodiesOf(contract, schema, strict);
  const known = bodies.find(text);
  if (known) return { faults: [], body: { name, schema, value: known.value } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused('invalid-json', unreadable(text, error));
  }
  const body = { name, schema, value };
  try {
    const lost = lostFaults(contract, body, lostIn(text, value));
    const spoilt = lost.filter(({ severity }) => severity === 'error').map(({ at }) => at);
    const unfit = schemaFaults(contract, body, text.length > largeBody, new Set(spoilt));
    const isFitting = unfit.length === 0 && lost.every(({ severity }) => severity === 'warning');
    const faults = [...lost, ...unfit];
    if (isFitting) faults.push(...brokenWithin(contract, schema, value));
    if (isFitting && strict) faults.push(...undeclaredMembers(contract, schema, value));
    if (isFitting && faults.length === 0) bodies.add(text, value);
    return {
      faults: faults.map((fault) => inBody(contract, body, fault)),
      ...(isFitting ? { body } : {}),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused('schema', 'found what is nested too deeply to be judged');
  }
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

/** The fault with its place in the message, and without names that the contract does not know. */
export function inBody(contract: Contract, { name, value }: FittingBody, fault: Fault): Fault {
  const at = nameless(contract, value, fault.at ?? '');
  const place = at === '' ? '' : `at ${at}: `;
  return { ...fault, at, message: `The ${name}: ${place}${fault.message}` };
}

/** What the schema says of the body, but for the places that are spoilt already. */
function schemaFaults(
  { schemas }: Contract,
  { schema, value }: FittingBody,
  isLarge: boolean,
  spoilt: ReadonlySet<string | undefined>,
): Fault[] {
  if (schemas.fits(schema, value)) return [];
  return faultsIn(
    schemas,
    isLarge ? firstError(schemas, schema, value) : errors(schemas, schema, value),
  )
    .filter(({ at }) => !spoilt.has(at))
    .map((fault) => ({ rule: 'schema', ...fault, pointer: fault.pointer ?? schema }));
}

function errors(schemas: Schemas, schema: string, value: unknown): readonly ErrorObject[] {
  const validate = schemas.at(schema);
  try {
    return validate(value) ? [] : validate.errors!;
  } catch (error) {
    if (error === tooManyErrors) return firstError(schemas, schema, value);
    throw error;
  }
}

function firstError(schemas: Schemas, schema: string, value: unknown): readonly ErrorObject[] {
  const validate = schemas.hastyAt(schema);
  return validate(value) ? [] : validate.errors!;
}

/** A double need not be exact, but where the contract has an integer, it has that one. */
function lostFaults(
  contract: Contract,
  { schema, value }: FittingBody,
  lost: readonly LostFact[],
): Fault[] {
  if (lost.length === 0) return [];
  const pointers = new Map<string, string>();
  const isExact = new Map<string, boolean>();
  for (const applied of appliedSchemas(contract, schema, value)) {
    const { at, pointer, schema: says } = applied;
    pointers.set(at, pointer);
    const isInteger = [says['type']].flat().includes('integer');
    if (isInteger) isExact.set(at, !/^u?int64$/.test(String(says['format'])));
  }
  return lost.map(({ rule, at }) => ({
    rule,
    severity: rule === 'duplicate-member' || isExact.get(at) ? 'error' : 'warning',
    message:
      rule === 'duplicate-member'
        ? 'found the same member more than once'
        : 'found an integer that JSON.parse rounds, wanted one that a double can hold',
    at,
    pointer: pointers.get(at) ?? schema,
  }));
}

function nameless({ schemas }: Contract, value: unknown, pointer: string): string {
  let inner = value;
  const segments = segmentsOf(pointer).map((segment) => {
    const isPrintable = Array.isArray(inner) || schemas.names(segment);
    inner = (inner as Record<string, unknown> | null | undefined)?.[segment];
    return isPrintable ? segment : '*';
  });
  return pointerTo('', ...segments);
}

/** What is wrong with a text that is to be JSON; `undefined` if nothing is. */
export function faultOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return unreadable(text, error);
  }
}

/** Without the reason that the platform gives, which quotes the body. */
function unreadable(body: string, error: unknown): string {
  const position = /at position (\d+)/.exec((error as Error).message)?.[1];
  const place = position === undefined ? '' : `, from character ${position}`;
  const kind = /^\s*</.test(body) ? 'found what looks like HTML or XML' : 'found what is not JSON';
  return `${kind} in ${body.length} characters${place}`;
}
