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

/** A function from schemas to what their values are to a rule. */
export function schemaShapes(resolve: ResolveReference): (place: LocatedSchema) => Typed {
  const known = new Map<string, Typed>();

  function typed(place: LocatedSchema): Typed {
    const before = known.get(place.pointer);
    if (before) return before;
    // A schema that is its own part without an object between says nothing of its values.
    known.set(place.pointer, anything);
    const found = parts(place).reduce(both);
    known.set(place.pointer, found);
    return found;
  }

  function parts(place: LocatedSchema): Typed[] {
    const { $ref } = keywordsOf(place);
    const target = typeof $ref === 'string' ? resolve($ref, place.pointer) : undefined;
    return [
      own(place),
      ...(target ? [typed(target)] : []),
      ...subschemasOf(place, 'allOf').map(typed),
      ...(['anyOf', 'oneOf'] as const).flatMap((keyword) => {
        const branches = subschemasOf(place, keyword).map(typed);
        return branches.length > 0 ? [union(branches)] : [];
      }),
    ];
  }

  function own(place: LocatedSchema): Typed {
    const types = typesOf(place);
    if (!types) return anything;
    const nullable = types.has('null');
    types.delete('null');
    if (types.size === 0) return onlyNull;
    if (types.has('number')) types.delete('integer');
    const [type, another] = types;
    if (another) return { shape: { kind: 'dyn', numbers: numbersOf(types) }, nullable };
    return { shape: shapeOf(type!, place), nullable };
  }

  function shapeOf(type: string, place: LocatedSchema): Shape {
    switch (type) {
      case 'integer':
        return { kind: 'int' };
      case 'number':
        return { kind: 'double' };
      case 'string':
        return { kind: 'string' };
      case 'boolean':
        return { kind: 'bool' };
      case 'array':
        return { kind: 'list', items: valueShape(schemaBelow(place, 'items')) };
      case 'object':
        return objectShape(place);
      default:
        return anything.shape;
    }
  }

  function objectShape(place: LocatedSchema): Shape {
    const { properties, required } = keywordsOf(place);
    if (properties === undefined && required === undefined) {
      return { kind: 'map', values: valueShape(schemaBelow(place, 'additionalProperties')) };
    }
    const needed = new Set(Array.isArray(required) ? required.map(String) : []);
    const members = once(() => {
      const found = new Map<string, Member>();
      for (const member of subschemasOf(place, 'properties')) {
        const name = member.name!;
        found.set(name, { ...typed(member), required: needed.has(name) });
      }
      for (const name of needed) {
        if (!found.has(name)) found.set(name, { ...anything, required: true });
      }
      return found;
    });
    return { kind: 'object', name: nameOf(place.pointer), members };
  }

  /** In an array or a map, unlike as a member, `null` is a value. */
  function valueShape(place: LocatedSchema | undefined): Shape {
    if (!place) return anything.shape;
    const { shape, nullable } = typed(place);
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

/** The types that a schema takes; `undefined` if it takes all. */
function typesOf(place: LocatedSchema): Set<string> | undefined {
  const { type, properties, required, items, enum: values, ...rest } = keywordsOf(place);
  if (type !== undefined) return new Set([type].flat().map(String));
  if ('const' in rest) return new Set([typeOf(rest['const'])]);
  if (Array.isArray(values)) return new Set(values.map(typeOf));
  if (isObject(properties) || Array.isArray(required)) return new Set(['object']);
  if (items !== undefined) return new Set(['array']);
  return undefined;
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
