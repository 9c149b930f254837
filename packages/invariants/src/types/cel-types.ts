import type { Environment } from '@marcbachmann/cel-js';
import { isObject, kindOf } from '@batch-status/json-schema';

import { UnfitValue } from '../evaluation/failure.ts';
import type { RuleObject, Value } from '../evaluation/value.ts';
import { countSteps } from '../evaluation/work.ts';
import type { ObjectShape, Shape } from './shape.ts';

/** A CEL type, and the conversion of JSON values to it. */
export interface CelType {
  name: string;
  /**
   * @param path What a rule calls the value, for messages.
   * @throws UnfitValue if the value does not fit its schema.
   */
  fromJson: (value: unknown, path: string) => Value;
}

/** A prefix that keeps the names of schemas apart from the names of CEL's types. */
export const namespace = 'schema.';

const scalars: Record<'int' | 'double' | 'string' | 'bool', CelType> = {
  int: { name: 'int', fromJson: integer },
  double: { name: 'double', fromJson: fractional },
  string: { name: 'string', fromJson: ofType('string') },
  bool: { name: 'bool', fromJson: ofType('boolean') },
};

/** A function that declares shapes as types of an environment. */
export function celTypes(environment: Environment): (shape: Shape) => CelType {
  const objects = new Map<ObjectShape, CelType>();
  const taken = new Set<string>();

  function celType(shape: Shape): CelType {
    if (shape.kind === 'object') return objects.get(shape) ?? declared(shape);
    if (shape.kind === 'dyn') return { name: 'dyn', fromJson: untyped(shape.numbers === 'int') };
    if (shape.kind === 'list') {
      const items = celType(shape.items);
      return { name: `list<${items.name}>`, fromJson: listOf(items) };
    }
    if (shape.kind === 'map') {
      const values = celType(shape.values);
      return { name: `map<string, ${values.name}>`, fromJson: mapOf(values) };
    }
    return scalars[shape.kind];
  }

  function declared(shape: ObjectShape): CelType {
    const name = freeName(shape.name);
    const members = new Map<string, CelType>();
    const type: CelType = { name, fromJson: objectOf(members) };
    // Before its members, because one of them can contain it.
    objects.set(shape, type);
    for (const [member, inner] of shape.members()) members.set(member, celType(inner.shape));
    const fields = Object.fromEntries([...members].map(([member, inner]) => [member, inner.name]));
    // The library tells types apart by their constructors.
    environment.registerType(name, { ctor: class extends Map {}, fields });
    return type;
  }

  function freeName(wanted: string): string {
    let name = namespace + wanted;
    for (let number = 2; taken.has(name); number++) name = `${namespace}${wanted}${number}`;
    taken.add(name);
    return name;
  }

  return celType;
}

/** Objects that convert a member when a rule reads it. */
function objectOf(members: ReadonlyMap<string, CelType>): CelType['fromJson'] {
  return (value, path): RuleObject => {
    if (!isObject(value)) throw unfit(path, value, 'an object');
    // In a loop over a list, a rule can read another list as often as the first one has elements.
    const converted = new Map<string, Value>();
    return {
      names: [...members.keys()],
      member(name) {
        const type = members.get(name);
        const found = Object.hasOwn(value, name) ? value[name] : undefined;
        // `null` counts as absent, as in Kubernetes.
        if (!type || found === null || found === undefined) return undefined;
        let result = converted.get(name);
        if (result === undefined) {
          converted.set(name, (result = type.fromJson(found, `${path}.${name}`)));
        }
        return result;
      },
    };
  };
}

function listOf(items: Pick<CelType, 'fromJson'>): CelType['fromJson'] {
  return (value, path) => {
    if (!Array.isArray(value)) throw unfit(path, value, 'an array');
    countSteps(value.length);
    return value.map((item, index) => items.fromJson(item, `${path}[${index}]`));
  };
}

function mapOf(values: Pick<CelType, 'fromJson'>): CelType['fromJson'] {
  return (value, path) => {
    if (!isObject(value)) throw unfit(path, value, 'an object');
    const present = Object.entries(value).filter(([, member]) => member !== null);
    // A key can be personal data, so messages do not name it.
    return new Map(present.map(([key, member]) => [key, values.fromJson(member, `${path}[…]`)]));
  };
}

function integer(value: unknown, path: string): bigint {
  if (typeof value !== 'bigint' && !Number.isInteger(value)) throw unfit(path, value, 'an integer');
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new UnfitValue(`${path} is an integer beyond 2^53, which JSON.parse may have rounded`);
  }
  const exact = BigInt(value as bigint | number);
  if (BigInt.asIntN(64, exact) === exact) return exact;
  throw new UnfitValue(`${path} is an integer of more than 64 bits`);
}

function fractional(value: unknown, path: string): number {
  if (typeof value !== 'bigint' && typeof value !== 'number') throw unfit(path, value, 'a number');
  return Number(value);
}

function ofType(type: 'string' | 'boolean'): CelType['fromJson'] {
  return (value, path) => {
    if (typeof value === type) return value as string | boolean;
    throw unfit(path, value, `a ${type}`);
  };
}

/** A value to which the schema does not give one type. */
function untyped(integers: boolean): CelType['fromJson'] {
  const list = listOf({ fromJson });
  const map = mapOf({ fromJson });

  function fromJson(value: unknown, path: string): Value {
    if (Array.isArray(value)) return list(value, path);
    if (isObject(value)) return map(value, path);
    if (typeof value !== 'number' && typeof value !== 'bigint') return value as Value;
    return integers ? integer(value, path) : Number(value);
  }
  return fromJson;
}

function unfit(path: string, value: unknown, wanted: string): UnfitValue {
  return new UnfitValue(`${path} is ${kindOf(value)}, wanted ${wanted}`);
}
