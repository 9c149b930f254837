import type { Contract } from '@batch-status/conformance';
import { optionalMembers, type Direction } from '@batch-status/conformance/analysis';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { assertionsOf, isOnly, valuesOf } from '../contract/assertions.ts';
import { canonical } from './canonical.ts';
import { flatten, type Conjunction, type Flat, type Part, type Union } from './conjunction.ts';
import { kindOfValue, kinds, kindsOf, type Kind } from './kinds.ts';
import { ruleFacts } from './rule-facts.ts';
import type { Fact } from './fact.ts';
import { isIdle, scalarFacts } from './scalar-facts.ts';

export interface Child {
  pointers: string[];
  /** The members and elements that lead from the value to the values that the child restricts. */
  path: readonly string[] | undefined;
}

/** What schemas say together. */
export interface Facts {
  facts: Map<string, Fact>;
  /** Schemas in them, by keyword and name. */
  children: Map<string, Child>;
  unions: Union[];
  parts: readonly Part[];
  kinds: ReadonlySet<Kind>;
}

/** The name of a member that stands for those that no schema names. */
export const unnamedMember = 'first';

export function factsOf(conjunction: Conjunction): Facts {
  const { contract } = conjunction;
  const flat = flatten(conjunction);
  const { parts } = flat;
  const unions = flat.unions.filter(({ branches }) => !branches.some((at) => isAny(contract, at)));
  const open = unions.filter((union) => !valuesIn(contract, union));
  const { allowed, values, pointers } = allowedIn(contract, flat, unions);
  const facts = new Map<string, Fact>();
  const never =
    flat.never ?? (allowed.size === 0 || values?.length === 0 ? pointers[0] : undefined);
  if (never !== undefined) facts.set('never', { value: 'true', pointers: [never] });
  if (flat.broken !== undefined) {
    facts.set('$ref', { value: flat.broken, pointers: parts.map(({ pointer }) => pointer) });
  }
  if (values) facts.set('enum', { value: canonical(values.toSorted(byText)), pointers });
  else {
    const rest = [...allowed].filter((kind) => kind !== 'null').toSorted();
    if (rest.length < kinds.length - 1) facts.set('type', { value: rest.join(), pointers });
    const optional = optionalIn(conjunction);
    for (const [key, fact] of scalarFacts(parts, allowed)) {
      if (!optional.has(key)) facts.set(key, fact);
    }
  }
  const isNullable = allowsNull(contract, conjunction, flat, allowed);
  facts.set('null', { value: String(isNullable), pointers });
  for (const [key, fact] of ruleFacts(parts)) facts.set(key, fact);
  const children = values ? new Map<string, Child>() : childrenOf(parts, allowed);
  return { facts, children, unions: open, parts, kinds: allowed };
}

/** The requirements that bodies of this direction need not meet. */
function optionalIn({ contract, pointers, direction }: Conjunction): ReadonlySet<string> {
  const names = direction
    ? pointers.flatMap((pointer) => [...optionalOrNone(contract, pointer, direction)])
    : [];
  return new Set(names.map((name) => `required ${name}`));
}

function optionalOrNone(
  contract: Contract,
  pointer: string,
  direction: Direction,
): ReadonlySet<string> {
  try {
    return optionalMembers(contract, pointer, direction);
  } catch {
    // A schema that cannot be used; every exchange with it says so.
    return new Set();
  }
}

function byText(a: unknown, b: unknown): number {
  return canonical(a) < canonical(b) ? -1 : 1;
}

function isAny(contract: Contract, pointer: string): boolean {
  const schema = contract.at(pointer);
  if (schema === true) return true;
  return isObject(schema) && assertionsOf(schema).length === 0;
}

/** The values of a union whose branches only list values. */
function valuesIn(contract: Contract, { keyword, branches }: Union): unknown[] | undefined {
  const lists = branches.map((pointer) => {
    const schema = contract.at(pointer);
    if (!isObject(schema)) return undefined;
    const values = valuesOf(schema);
    const others = assertionsOf(schema);
    if (!values || others.some((key) => !['const', 'enum', 'type'].includes(key))) return undefined;
    return values.filter((value) => kindsOf(schema).has(kindOfValue(value)));
  });
  if (lists.includes(undefined)) return undefined;
  const all = lists.flatMap((list) => list!);
  const distinct = new Set(all.map(canonical));
  return keyword === 'anyOf' || distinct.size === all.length ? all : undefined;
}

/** The kinds of values, and the only values, that schemas and unions of values allow together. */
function allowedIn(
  contract: Contract,
  { parts }: Flat,
  unions: readonly Union[],
): { allowed: Set<Kind>; values: unknown[] | undefined; pointers: string[] } {
  let allowed = new Set<Kind>(kinds);
  let values: unknown[] | undefined;
  const pointers: string[] = [];
  const restrict = (list: unknown[]): void => {
    const texts = new Set(list.map(canonical));
    values = values ? values.filter((value) => texts.has(canonical(value))) : list;
  };
  for (const { pointer, schema } of parts) {
    for (const key of ['const', 'enum', 'type']) {
      if (key in schema) pointers.push(pointerTo(pointer, key));
    }
    const own = kindsOf(schema);
    allowed = new Set([...allowed].filter((kind) => own.has(kind)));
    const listed = valuesOf(schema);
    if (listed) restrict(listed);
  }
  for (const union of unions) {
    const listed = valuesIn(contract, union);
    if (!listed) continue;
    restrict(listed);
    pointers.push(union.pointer);
  }
  const distinct = values && [
    ...new Map(values.map((value) => [canonical(value), value])).values(),
  ];
  return {
    allowed,
    values: distinct?.filter((value) => value !== null && allowed.has(kindOfValue(value))),
    pointers: pointers.length > 0 ? pointers : parts.map(({ pointer }) => pointer),
  };
}

function allowsNull(
  contract: Contract,
  { pointers }: Conjunction,
  { parts }: Flat,
  allowed: ReadonlySet<Kind>,
): boolean {
  if (!allowed.has('null')) {
    const hasUnion = parts.some(({ schema }) => 'anyOf' in schema || 'oneOf' in schema);
    if (!hasUnion) return false;
  }
  const isPlain = !parts.some(({ schema }) => deciding.some((key) => key in schema));
  if (isPlain) return allowed.has('null');
  try {
    return pointers.every((pointer) => contract.schemas.fits(pointer, null));
  } catch {
    // A schema that cannot be used; every exchange with it says so.
    return false;
  }
}

/** Keywords that can decide about `null`, besides `type`. */
const deciding = [
  'anyOf',
  'const',
  'dependentSchemas',
  'enum',
  'if',
  'not',
  'oneOf',
  '$dynamicRef',
];

function childrenOf(parts: readonly Part[], allowed: ReadonlySet<Kind>): Map<string, Child> {
  const children = new Map<string, Child>();
  const add = (key: string, pointer: string, path: readonly string[] | undefined): void => {
    const child = children.get(key);
    if (child) child.pointers.push(pointer);
    else children.set(key, { pointers: [pointer], path });
  };
  const named = new Set(parts.flatMap(({ schema }) => namesIn(schema['properties'])));
  const isObjects = allowed.has('object');
  const isArrays = allowed.has('array');
  for (const { pointer, schema } of parts) {
    const at = (...segments: (string | number)[]): string => pointerTo(pointer, ...segments);
    for (const keyword of ['if', 'not'] as const) {
      const isTwice = keyword === 'not' && isOnly(schema['not'], 'not');
      if (keyword in schema && !isTwice) add(keyword, at(keyword), undefined);
    }
    for (const keyword of ['then', 'else']) {
      if (keyword in schema && 'if' in schema) add(keyword, at(keyword), []);
    }
    if (isObjects) {
      for (const name of namesIn(schema['properties'])) {
        add(`properties ${name}`, at('properties', name), [name]);
      }
      for (const name of namesIn(schema['patternProperties'])) {
        add(`patternProperties ${name}`, at('patternProperties', name), undefined);
      }
      for (const name of namesIn(schema['dependentSchemas'])) {
        add(`dependentSchemas ${name}`, at('dependentSchemas', name), []);
      }
      if ('propertyNames' in schema) add('propertyNames', at('propertyNames'), undefined);
      const own = namesIn(schema['properties']);
      const isAll = own.length === named.size;
      for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
        if (!(keyword in schema)) continue;
        const isLocal = keyword === 'additionalProperties' && !isAll;
        add(isLocal ? `${keyword} beside ${own.toSorted().join()}` : keyword, at(keyword), [
          unnamedMember,
        ]);
      }
    }
    if (!isArrays) continue;
    const first = Array.isArray(schema['prefixItems']) ? schema['prefixItems'].length : 0;
    for (let index = 0; index < first; index++) {
      add(`prefixItems ${index}`, at('prefixItems', index), [String(index)]);
    }
    for (const keyword of ['items', 'unevaluatedItems']) {
      if (keyword in schema)
        add(first ? `${keyword} after ${first}` : keyword, at(keyword), [String(first)]);
    }
    if ('contains' in schema && !isIdle(schema)) add('contains', at('contains'), ['0']);
  }
  return children;
}

function namesIn(map: unknown): string[] {
  return isObject(map) ? Object.keys(map) : [];
}
