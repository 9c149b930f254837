import { isObject, type JsonObject } from '@batch-status/json-schema';

/** Follows every `$ref` of a schema. */
type Dereference = (schema: unknown) => unknown;

/**
 * Finds the branch of a union that a value was meant for: the one whose `const`, `enum`, or `not` on a
 * member fits. Without such members, it is the only branch that accepts the type of the value.
 *
 * @returns its index; `undefined` if no branch stands out.
 */
export function intendedBranch(
  branches: readonly unknown[],
  value: unknown,
  dereference: Dereference,
): number | undefined {
  if (isObject(value)) {
    const verdicts = branches.map((branch) => tagsFit(branch, value, dereference));
    const fitting = verdicts.indexOf(true);
    if (fitting >= 0) return fitting;
    if (verdicts.includes(false)) return undefined;
  }
  const accepting = branches.flatMap((branch, index) =>
    partsOf(branch, dereference).every((part) => acceptsType(part, value)) ? [index] : [],
  );
  return accepting.length === 1 ? accepting[0] : undefined;
}

/**
 * Whether a value fits a branch in the members that distinguish branches; `undefined` if the branch has
 * no such members.
 */
function tagsFit(
  branch: unknown,
  value: JsonObject,
  dereference: Dereference,
): boolean | undefined {
  const verdicts = partsOf(branch, dereference)
    .flatMap(({ properties }) => (isObject(properties) ? Object.entries(properties) : []))
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, schema]) => fitsTag(dereference(schema), value[name]))
    .filter((verdict) => verdict !== undefined);
  return verdicts.length === 0 ? undefined : verdicts.every(Boolean);
}

/** A schema and the schemas that `allOf` adds to it. */
function partsOf(schema: unknown, dereference: Dereference, depth = 0): JsonObject[] {
  const written = dereference(schema);
  if (!isObject(written) || depth > deepest) return [];
  const more = Array.isArray(written['allOf']) ? written['allOf'] : [];
  return [written, ...more.flatMap((part: unknown) => partsOf(part, dereference, depth + 1))];
}

/** Enough for real contracts, and an end for a schema that is part of itself. */
const deepest = 8;

function fitsTag(schema: unknown, value: unknown): boolean | undefined {
  if (!isObject(schema)) return undefined;
  if ('const' in schema) return schema['const'] === value;
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value);
  const excluded = fitsTag(schema['not'], value);
  return excluded === undefined ? undefined : !excluded;
}

function acceptsType({ type }: JsonObject, value: unknown): boolean {
  if (type === undefined) return true;
  const types = Array.isArray(type) ? type : [type];
  if (typeof value === 'number') {
    return types.includes('number') || (types.includes('integer') && Number.isInteger(value));
  }
  if (value === null) return types.includes('null');
  return types.includes(Array.isArray(value) ? 'array' : typeof value);
}
