import { ContractError, type CheckOptions, type Contract } from '@batch-status/conformance';
import {
  declaredResponses,
  invariantsAt,
  isJson,
  type Operation,
} from '@batch-status/conformance/analysis';
import { pointerTo } from '@batch-status/json-schema';

import { schemaAt, subschemasOf } from '../contract/subschemas.ts';
import { written } from '../contract/assertions.ts';
import { equivalenceOf } from '../equivalence/schema-equivalence.ts';
import type { Mutant, SchemaMutant } from '../mutants/mutant.ts';
import { boundMutants } from './bounds.ts';
import { keywordMutants } from './keywords.ts';
import { memberMutants } from './members.ts';
import { responseMutants } from './responses.ts';
import { ruleMutants } from './rules.ts';
import { tightenedUses } from './tightened-uses.ts';
import { tighteningMutants } from './tightening.ts';
import { typeMutants } from './types.ts';
import { valueMutants } from './values.ts';

export interface Mutants {
  mutants: Mutant[];
  /** The number of variants of rules that are invalid for their schema. They are not mutants. */
  refusedRules: number;
}

/** Every contract that differs from this one in one fact about the responses of some operations. */
export function mutantsOf(
  contract: Contract,
  operations: readonly Operation[],
  { strict = false }: CheckOptions = {},
): Mutants {
  const mutants = new Map<string, Mutant>();
  let refusedRules = 0;
  for (const mutant of allMutants(contract, operations, strict)) {
    // Several operations or statuses can share one fact.
    const key = JSON.stringify([mutant.operator, mutant.changes]);
    if (mutants.has(key)) continue;
    if (mutant.operator === 'vary-rule' && !isRule(contract, mutant)) refusedRules++;
    else mutants.set(key, mutant);
  }
  return { mutants: [...mutants.values()], refusedRules };
}

function* allMutants(
  contract: Contract,
  operations: readonly Operation[],
  isStrict: boolean,
): Generator<Mutant> {
  for (const operation of operations) yield* responseMutants(contract, operation);
  const responses = operations.flatMap((operation) => declaredResponses(contract, operation));
  const bodies = responses
    .flatMap(({ content }) => content)
    .filter(({ type }) => isJson(type))
    .map(({ schema }) => schema);
  const headers = responses.flatMap((response) => response.headers).map(({ schema }) => schema);
  const visited = new Set<string>();
  const texts = textsOnly(contract, bodies, headers);
  const uses = tightenedUses(contract, [...bodies, ...headers]);
  for (const root of [...bodies, ...headers]) {
    yield* mutantsWithin(contract, root, { texts, uses, isStrict }, visited);
  }
}

/** The schemas that are used as whole schemas of headers, and nowhere else. */
function textsOnly(
  contract: Contract,
  bodies: readonly (string | undefined)[],
  headers: readonly (string | undefined)[],
): Set<string> {
  const texts = new Set<string>();
  const others = new Set<string>();
  function reach(pointer: string): void {
    if (others.has(pointer)) return;
    others.add(pointer);
    for (const part of subschemasOf(contract, pointer)) reach(part.pointer);
  }
  for (const root of bodies) if (root !== undefined) reach(root);
  for (const root of headers) {
    if (root === undefined) continue;
    const place = written(contract, root);
    texts.add(place);
    for (const part of subschemasOf(contract, place)) reach(part.pointer);
  }
  return new Set([...texts].filter((place) => !others.has(place)));
}

function* mutantsWithin(
  contract: Contract,
  pointer: string | undefined,
  context: {
    texts: ReadonlySet<string>;
    uses: ReadonlyMap<string, { isPart: boolean }>;
    isStrict: boolean;
  },
  visited: Set<string>,
): Generator<Mutant> {
  if (pointer === undefined || visited.has(pointer)) return;
  visited.add(pointer);
  const before = schemaAt(contract, pointer);
  const isHeader = context.texts.has(pointer);
  const use = context.uses.get(pointer);
  const tightened = use ? tighteningMutants(before, { ...use, isHeader }) : [];
  for (const mutant of [...schemaMutants(before), ...tightened]) {
    const { isStrict } = context;
    const equivalence = equivalenceOf(contract, { pointer, before, mutant, isHeader, isStrict });
    yield {
      ...mutantOf(pointer, mutant),
      sharedParts: { rules: true },
      ...(equivalence ? { equivalence } : {}),
    };
  }
  for (const mutant of ruleMutants(before)) {
    yield { ...mutantOf(pointer, mutant), sharedParts: { schemas: true } };
  }
  for (const part of subschemasOf(contract, pointer)) {
    yield* mutantsWithin(contract, part.pointer, context, visited);
  }
}

function* schemaMutants(schema: ReturnType<typeof schemaAt>): Generator<SchemaMutant> {
  yield* typeMutants(schema);
  yield* valueMutants(schema);
  yield* boundMutants(schema);
  yield* memberMutants(schema);
  yield* keywordMutants(schema);
}

function mutantOf(pointer: string, { operator, what, at, after }: SchemaMutant): Mutant {
  const changes = [{ pointer, value: after }];
  return { operator, what, pointer: pointerTo(pointer, ...at), changes, sharedParts: {} };
}

function isRule(contract: Contract, { changes, sharedParts }: Mutant): boolean {
  try {
    invariantsAt(contract.changed(changes, sharedParts), changes[0]!.pointer);
    return true;
  } catch (error) {
    if (error instanceof ContractError) return false;
    throw error;
  }
}
