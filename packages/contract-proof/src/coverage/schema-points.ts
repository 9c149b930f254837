import type { Contract } from '@batch-status/conformance';
import { containmentOf, isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { schemaAt, subschemasOf, typesOf, type Subschema } from '../contract/subschemas.ts';
import { boundPoints } from './bound-points.ts';
import type { SchemaPoint } from './point.ts';

/** Points, by the pointer of the schema whose values show them. */
export type PointsBySchema = Map<string, SchemaPoint[]>;

/** Keywords whose schemas do not describe any one value. */
const applyToNoValue = new Set([
  'contains',
  'not',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/** Whether the schemas of a keyword apply to the same value. */
function isInPlace(keyword: string): boolean {
  return keyword === '$ref' || containmentOf(keyword)?.appliesTo === 'value';
}

/** Every point of a schema and of the schemas in it. */
export function schemaPoints(contract: Contract, root: string): PointsBySchema {
  const points: PointsBySchema = new Map();
  const visited = new Set<string>();

  function visit(pointer: string, name: string, around: ReadonlySet<string>): void {
    const key = JSON.stringify([pointer, ...around]);
    if (visited.has(key)) return;
    visited.add(key);
    const schema = schemaAt(contract, pointer);
    const required = new Set([...around, ...requiredOf(contract, pointer)]);
    add(pointer, [
      ...valuePoints(schema, pointer, name),
      ...boundPoints(schema, pointer, name),
      ...absencePoints(schema, pointer, required),
    ]);
    for (const part of subschemasOf(contract, pointer)) {
      if (applyToNoValue.has(part.keyword)) continue;
      add(part.pointer, partPoints(part, schema, required, name));
      const isMember = part.keyword === 'properties';
      visit(
        part.pointer,
        isMember ? part.name! : part.keyword === 'items' ? `each of ${name}` : name,
        isInPlace(part.keyword) ? required : new Set(),
      );
    }
  }

  function add(pointer: string, more: SchemaPoint[]): void {
    const before = points.get(pointer) ?? [];
    const isNew = ({ kind, what }: SchemaPoint): boolean =>
      !before.some((point) => point.kind === kind && point.what === what);
    points.set(pointer, [...before, ...more.filter(isNew)]);
  }

  visit(root, 'the body', new Set());
  return points;
}

/** Points that any value of this part shows. */
function partPoints(
  { keyword, name, pointer }: Subschema,
  schema: JsonObject,
  required: ReadonlySet<string>,
  owner: string,
): SchemaPoint[] {
  const point = (kind: SchemaPoint['kind'], what: string): SchemaPoint[] => [
    { kind, what, pointer, isShownBy: () => true },
  ];
  switch (keyword) {
    case 'properties':
      return required.has(name!) ? [] : point('member', `${name} is present`);
    case 'patternProperties':
      return point('member', `a member that matches ${name} is present`);
    case 'items':
      return point('items', `${owner} has an element`);
    case 'prefixItems':
      return point('items', `${owner} has element ${name}`);
    case 'anyOf':
    case 'oneOf': {
      const branches = schema[keyword] as unknown[];
      return point('branch', `${owner} is ${branchName(branches[Number(name)], Number(name))}`);
    }
    case 'then':
    case 'else':
    case 'dependentSchemas':
      return point('branch', `${owner} is checked by ${[keyword, name].filter(Boolean).join(' ')}`);
    default:
      return [];
  }
}

function branchName(branch: unknown, index: number): string {
  const reference = isObject(branch) ? branch['$ref'] : undefined;
  return typeof reference === 'string' ? reference.split('/').at(-1)! : `of form ${index + 1}`;
}

function valuePoints(schema: JsonObject, pointer: string, name: string): SchemaPoint[] {
  const types = typesOf(schema);
  const point = (
    kind: SchemaPoint['kind'],
    value: unknown,
    keyword: string,
    ...at: number[]
  ): SchemaPoint => ({
    kind,
    what: `${name} is ${JSON.stringify(value)}`,
    pointer: pointerTo(pointer, keyword, ...at),
    isShownBy: (found) => isSame(found, value),
  });
  const { enum: values } = schema;
  const others = types.filter((type) => type !== 'null');
  return [
    ...(others.length > 1 ? others.map((type) => typePoint(type, pointer, name)) : []),
    ...(types.length > 1 && types.includes('null') ? [point('null', null, 'type')] : []),
    ...(types.includes('boolean') && !('const' in schema) && !values
      ? [true, false].map((value) => point('value', value, 'type'))
      : []),
    ...(Array.isArray(values)
      ? values.map((value: unknown, index) => point('value', value, 'enum', index))
      : []),
    ...('const' in schema ? [point('value', schema['const'], 'const')] : []),
  ];
}

function typePoint(type: string, pointer: string, name: string): SchemaPoint {
  return {
    kind: 'branch',
    what: `${name} has the type ${type}`,
    pointer: pointerTo(pointer, 'type'),
    isShownBy: (value) => isOfType(value, type),
  };
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function absencePoints(
  { properties }: JsonObject,
  pointer: string,
  required: ReadonlySet<string>,
): SchemaPoint[] {
  if (!isObject(properties)) return [];
  return Object.keys(properties)
    .filter((name) => !required.has(name))
    .map((name) => ({
      kind: 'member',
      what: `${name} is absent`,
      pointer: pointerTo(pointer, 'properties', name),
      isShownBy: (value) => isObject(value) && !Object.hasOwn(value, name),
    }));
}

/** The members that every value of this schema must have. */
function requiredOf(contract: Contract, pointer: string, seen = new Set<string>()): string[] {
  if (seen.has(pointer)) return [];
  seen.add(pointer);
  const { required } = schemaAt(contract, pointer);
  const parts = subschemasOf(contract, pointer).filter(
    ({ keyword }) => keyword === '$ref' || keyword === 'allOf',
  );
  return [
    ...(Array.isArray(required) ? required.map(String) : []),
    ...parts.flatMap((part) => requiredOf(contract, part.pointer, seen)),
  ];
}
