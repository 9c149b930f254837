import {
  isObject,
  keywordsOf,
  schemaBelow,
  subschemasOf,
  type LocatedSchema,
  type ResolveReference,
} from '@batch-status/json-schema';

import {
  anything,
  both,
  either,
  once,
  type Member,
  type Numbers,
  type Shape,
  type Typed,
} from './shape.ts';

/** A function that gives the types of a schema's values in rules. */
export function schemaShapes(resolve: ResolveReference): (schema: LocatedSchema) => Typed {
  const known = new Map<string, Typed>();

  function typed(schema: LocatedSchema): Typed {
    const before = known.get(schema.pointer);
    if (before) return before;
    // A schema that is part of itself for the same value restricts nothing.
    known.set(schema.pointer, anything);
    const found = parts(schema).reduce(both);
    known.set(schema.pointer, found);
    return found;
  }

  function parts(schema: LocatedSchema): Typed[] {
    const { $ref } = keywordsOf(schema);
    const target = typeof $ref === 'string' ? resolve($ref, schema.pointer) : undefined;
    return [
      own(schema),
      ...(target ? [typed(target)] : []),
      ...subschemasOf(schema, 'allOf').map(typed),
      ...(['anyOf', 'oneOf'] as const).flatMap((keyword) => {
        const branches = subschemasOf(schema, keyword).map(typed);
        return branches.length > 0 ? [union(branches)] : [];
      }),
    ];
  }

  function own(schema: LocatedSchema): Typed {
    const types = typesOf(schema);
    if (!types) return anything;
    const nullable = types.has('null');
    types.delete('null');
    if (types.size === 0) return onlyNull;
    if (types.has('number')) types.delete('integer');
    const [type, another] = types;
    if (another) return { shape: { kind: 'dyn', numbers: numbersOf(types) }, nullable };
    return { shape: shapeOf(type!, schema), nullable };
  }

  function shapeOf(type: string, schema: LocatedSchema): Shape {
    switch (type) {
      case 'integer':
        return { kind: 'int', ...listedValues(schema) };
      case 'number':
        return { kind: 'double', ...listedValues(schema) };
      case 'string':
        return { kind: 'string', ...listedValues(schema) };
      case 'boolean':
        return { kind: 'bool', ...listedValues(schema) };
      case 'array':
        return { kind: 'list', items: valueShape(schemaBelow(schema, 'items')) };
      case 'object':
        return objectShape(schema);
      default:
        return anything.shape;
    }
  }

  function objectShape(schema: LocatedSchema): Shape {
    const { properties, required } = keywordsOf(schema);
    if (properties === undefined && required === undefined) {
      return { kind: 'map', values: valueShape(schemaBelow(schema, 'additionalProperties')) };
    }
    const needed = new Set(Array.isArray(required) ? required.map(String) : []);
    const members = once(() => {
      const found = new Map<string, Member>();
      for (const member of subschemasOf(schema, 'properties')) {
        const name = member.name!;
        found.set(name, { ...typed(member), required: needed.has(name) });
      }
      for (const name of needed) {
        if (!found.has(name)) found.set(name, { ...anything, required: true });
      }
      return found;
    });
    return { kind: 'object', name: nameOf(schema.pointer), members };
  }

  /** In an array or a map, `null` is a value. As a member, it counts as absent. */
  function valueShape(schema: LocatedSchema | undefined): Shape {
    if (!schema) return anything.shape;
    const { shape, nullable } = typed(schema);
    return nullable ? { kind: 'dyn', numbers: shape.kind === 'int' ? 'int' : 'double' } : shape;
  }

  return typed;
}

const onlyNull: Typed = { shape: anything.shape, nullable: true };

function union(branches: Typed[]): Typed {
  const valued = branches.filter((branch) => branch !== onlyNull);
  const nullable = branches.some((branch) => branch.nullable);
  return valued.length === 0 ? onlyNull : { ...valued.reduce(either), nullable };
}

/** The types that a schema accepts; `undefined` if it accepts all types. */
function typesOf(schema: LocatedSchema): Set<string> | undefined {
  const { type, properties, required, items, enum: values, ...rest } = keywordsOf(schema);
  if (type !== undefined) return new Set([type].flat().map(String));
  if ('const' in rest) return new Set([typeOf(rest['const'])]);
  if (Array.isArray(values)) return new Set(values.map(typeOf));
  if (isObject(properties) || Array.isArray(required)) return new Set(['object']);
  if (items !== undefined) return new Set(['array']);
  return undefined;
}

/** The values of an enum or a constant, without `null`, which counts as absent. */
function listedValues(schema: LocatedSchema): { values?: readonly unknown[] } {
  const { const: only, enum: listed } = keywordsOf(schema);
  const values = only === undefined ? listed : [only];
  return Array.isArray(values) ? { values: values.filter((value) => value !== null) } : {};
}

function numbersOf(types: ReadonlySet<string>): Numbers {
  if (types.has('number')) return 'double';
  return types.has('integer') ? 'int' : 'none';
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** `BatchStatus` for `#/components/schemas/BatchStatus`. */
function nameOf(pointer: string): string {
  return (
    pointer
      .split('/')
      .at(-1)
      ?.match(/[A-Za-z_]\w+/)?.[0] ?? 'object'
  );
}
