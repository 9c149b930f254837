/** The type that a schema's values have in rules. */
export type Shape =
  | ScalarShape
  | { kind: 'list'; items: Shape }
  | { kind: 'map'; values: Shape }
  | ObjectShape
  /** More than one type. */
  | { kind: 'dyn'; numbers: Numbers };

/** Which numbers values can be: none, integers only, or any number. */
export type Numbers = 'none' | 'int' | 'double';

export interface ScalarShape {
  kind: 'int' | 'double' | 'string' | 'bool';
  /** The only values, if the schema lists them. */
  values?: readonly unknown[];
}

export interface ObjectShape {
  kind: 'object';
  /** A name for messages. */
  name: string;
  /** A function, because a schema can contain itself. */
  members: () => ReadonlyMap<string, Member>;
}

export interface Typed {
  shape: Shape;
  nullable: boolean;
}

export interface Member extends Typed {
  required: boolean;
}

export const anything: Typed = { shape: { kind: 'dyn', numbers: 'double' }, nullable: true };

/** Whether a member can be absent. `null` counts as absent. */
export function mayBeMissing({ required, nullable }: Member): boolean {
  return !required || nullable;
}

/** The type of a value that fits both schemas. */
export function both(a: Typed, b: Typed): Typed {
  return { shape: bothShapes(a.shape, b.shape), nullable: a.nullable && b.nullable };
}

function bothShapes(a: Shape, b: Shape): Shape {
  if (a.kind === 'dyn') return b.kind === 'dyn' && a.numbers === 'int' ? a : b;
  if (b.kind === 'int' && a.kind === 'double') return bothValues(b, a);
  if (a.kind === 'list' && b.kind === 'list') {
    return { kind: 'list', items: bothShapes(a.items, b.items) };
  }
  if (a.kind !== 'object' || b.kind !== 'object') return isScalar(a) ? bothValues(a, b) : a;
  return merged(a, b, (one, other) => {
    if (!one || !other) return one ?? other!;
    return { ...both(one, other), required: one.required || other.required };
  });
}

/** The type of a value that fits at least one of the schemas. */
export function either(a: Typed, b: Typed): Typed {
  return { shape: eitherShape(a.shape, b.shape), nullable: a.nullable || b.nullable };
}

function eitherShape(a: Shape, b: Shape): Shape {
  if (a.kind === 'list' && b.kind === 'list') {
    return { kind: 'list', items: eitherShape(a.items, b.items) };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    return { kind: 'map', values: eitherShape(a.values, b.values) };
  }
  if (a.kind === 'object' && b.kind === 'object') {
    return merged(a, b, (one, other) => {
      if (!one || !other) return { ...(one ?? other!), required: false };
      return { ...either(one, other), required: one.required && other.required };
    });
  }
  if (a.kind === b.kind && isScalar(a)) return eitherValues(a, b);
  if (a.kind === b.kind && a.kind !== 'dyn') return a;
  if (isNumeric(a) && isNumeric(b)) return eitherValues({ ...a, kind: 'double' }, b);
  return { kind: 'dyn', numbers: wider(numbersIn(a), numbersIn(b)) };
}

function merged(
  a: ObjectShape,
  b: ObjectShape,
  merge: (one: Member | undefined, other: Member | undefined) => Member,
): ObjectShape {
  const members = once(() => {
    const [one, other] = [a.members(), b.members()];
    const names = new Set([...one.keys(), ...other.keys()]);
    return new Map([...names].map((name) => [name, merge(one.get(name), other.get(name))]));
  });
  return { kind: 'object', name: a.name, members };
}

export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The values that both shapes list. */
function bothValues(a: ScalarShape, b: Shape): ScalarShape {
  const others = isScalar(b) ? b.values : undefined;
  if (!others) return a;
  return { ...a, values: a.values?.filter((value) => others.includes(value)) ?? others };
}

/** The values that at least one shape lists; none if one of them does not list its values. */
function eitherValues({ kind, values }: ScalarShape, b: Shape): ScalarShape {
  const others = isScalar(b) ? b.values : undefined;
  return values && others ? { kind, values: [...new Set([...values, ...others])] } : { kind };
}

export function isScalar(shape: Shape): shape is ScalarShape {
  return ['int', 'double', 'string', 'bool'].includes(shape.kind);
}

function isNumeric(shape: Shape): shape is ScalarShape {
  return shape.kind === 'int' || shape.kind === 'double';
}

function wider(a: Numbers, b: Numbers): Numbers {
  if (a === 'double' || b === 'double') return 'double';
  return a === 'int' || b === 'int' ? 'int' : 'none';
}

function numbersIn(shape: Shape): Numbers {
  if (shape.kind === 'dyn') return shape.numbers;
  return shape.kind === 'int' || shape.kind === 'double' ? shape.kind : 'none';
}
