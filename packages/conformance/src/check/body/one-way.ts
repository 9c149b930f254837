import { containmentOf, isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { appliedSchemas } from '../../contract/applied-schemas.ts';
import { orIfUnusable, type Contract, type Derivation } from '../../contract/contract.ts';
import { partsAt } from '../../contract/schema-parts.ts';
import { Schemas } from '../../schema/schemas.ts';
import type { Mismatch } from '../finding/mismatch.ts';
import type { Direction, FittingBody } from './fitting-body.ts';

/** What marks the members that bodies of this direction should not have. */
const marks = { request: 'readOnly', response: 'writeOnly' } as const;

type Mark = (typeof marks)[Direction];

function derivationFor(mark: Mark): Derivation<{ schemas: Schemas | undefined }> {
  return {
    compute(contract) {
      if (!contract.schemas.hasMark(mark)) return { schemas: undefined };
      const schemas = new Schemas(contract, (pointer) => markedMembers(contract, pointer, mark));
      return { schemas };
    },
    part: 'schemas',
  };
}

const oneWay = {
  request: derivationFor(marks.request),
  response: derivationFor(marks.response),
} as const satisfies Record<Direction, unknown>;

/**
 * The schemas in which the members of the other direction are not required.
 *
 * @returns `undefined` if the contract has no such members.
 */
export function oneWaySchemas(contract: Contract, direction: Direction): Schemas | undefined {
  return contract.derive(oneWay[direction]).schemas;
}

/**
 * The names of the members that bodies of one direction need not have, even if the schema at a pointer requires
 * them: a request need not have those that are `readOnly`, and a response those that are `writeOnly`.
 *
 * @example
 * ```ts
 * import { parseContract } from '@batch-status/conformance';
 * import { optionalMembers } from '@batch-status/conformance/analysis';
 *
 * const schemas = { User: { properties: { id: { readOnly: true } } } };
 * const contract = parseContract(
 *   JSON.stringify({ openapi: '3.1.0', paths: {}, components: { schemas } }),
 *   'openapi.json',
 * );
 * console.log(optionalMembers(contract, '/components/schemas/User', 'request').has('id')); // true
 * ```
 */
export function optionalMembers(
  contract: Contract,
  pointer: string,
  direction: Direction,
): ReadonlySet<string> {
  const mark = marks[direction];
  return contract.schemas.hasMark(mark) ? markedMembers(contract, pointer, mark) : none;
}

const none: ReadonlySet<string> = new Set();

function markedMembers(contract: Contract, pointer: string, mark: Mark): ReadonlySet<string> {
  const isMarked = (member: string): boolean =>
    partsAt(contract, member).some((part) => {
      const schema = contract.at(part);
      return isObject(schema) && schema[mark] === true;
    });
  const names = partsAt(contract, pointer).flatMap((part) => {
    const at = pointerTo(part, 'properties');
    const properties = contract.at(at);
    return Object.keys(isObject(properties) ? properties : {}).filter((name) =>
      isMarked(pointerTo(at, name)),
    );
  });
  return new Set(names);
}

const markedFrom: Derivation<Record<Mark, Map<string, boolean>>> = {
  compute: () => ({ readOnly: new Map(), writeOnly: new Map() }),
  part: 'schemas',
};

/** Whether a schema, or one inside it, has the mark. If not, no value of a body has to be visited. */
function leadsToMark(contract: Contract, pointer: string, mark: Mark): boolean {
  const known = contract.derive(markedFrom)[mark];
  let isMarked = known.get(pointer);
  if (isMarked === undefined) {
    const open = new Set([pointer]);
    // A set grows while it is iterated over.
    for (const at of open) {
      const schema = contract.at(at);
      if (!isObject(schema)) continue;
      isMarked ||= schema[mark] === true;
      for (const inner of schemasIn(contract, schema, at)) open.add(inner);
    }
    known.set(pointer, (isMarked ??= false));
  }
  return isMarked;
}

function schemasIn(contract: Contract, schema: JsonObject, at: string): string[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === '$ref' && typeof value === 'string') {
      return orIfUnusable(() => [contract.target(value, at)], []);
    }
    const holds = containmentOf(keyword)?.holds;
    if (holds === undefined) return [];
    const inner = pointerTo(at, keyword);
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    return holds === 'schema' ? [inner] : keys.map((key) => pointerTo(inner, key));
  });
}

/** The members of a body that only bodies of the other direction should have. */
export function misplacedMembers(
  contract: Contract,
  { schema: pointer, value, direction }: FittingBody,
): Mismatch[] {
  if (direction === undefined || !oneWaySchemas(contract, direction)) return [];
  const mark = marks[direction];
  if (!leadsToMark(contract, pointer, mark)) return [];
  const found = new Map<string, Mismatch>();
  for (const { schema, pointer: at, at: place } of appliedSchemas(contract, pointer, value)) {
    if (place === '' || schema[mark] !== true || found.has(place)) continue;
    found.set(place, {
      rule: 'misplaced-member',
      severity: 'warning',
      message: `found a member that is "${mark}", which a ${direction} should not have`,
      at: place,
      pointer: pointerTo(at, mark),
    });
  }
  return [...found.values()];
}
