import { isObject, type JsonObject } from '@batch-status/json-schema';

/** The schema itself, whatever `$ref` it stands behind. */
type Behind = (schema: unknown) => unknown;

/**
 * Which arm of a union a value means: the one whose `const`, `enum` or `not` on a member fits. If
 * none says so, the only one that takes this type of value.
 *
 * @returns its index; `undefined` if no arm stands out.
 */
export function meantArm(
  arms: readonly unknown[],
  value: unknown,
  behind: Behind,
): number | undefined {
  if (isObject(value)) {
    const verdicts = arms.map((arm) => tells(arm, value, behind));
    const fitting = verdicts.indexOf(true);
    if (fitting >= 0) return fitting;
    if (verdicts.includes(false)) return undefined;
  }
  const taking = arms.flatMap((arm, index) =>
    partsOf(arm, behind).every((part) => takes(part, value)) ? [index] : [],
  );
  return taking.length === 1 ? taking[0] : undefined;
}

/** Whether the members that tell the arms apart fit this one; `undefined` if there are none. */
function tells(arm: unknown, value: JsonObject, behind: Behind): boolean | undefined {
  const verdicts = partsOf(arm, behind)
    .flatMap(({ properties }) => (isObject(properties) ? Object.entries(properties) : []))
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, schema]) => fits(behind(schema), value[name]))
    .filter((verdict) => verdict !== undefined);
  return verdicts.length === 0 ? undefined : verdicts.every(Boolean);
}

/** A schema and those that it is made of by `allOf`. */
function partsOf(schema: unknown, behind: Behind, depth = 0): JsonObject[] {
  const written = behind(schema);
  if (!isObject(written) || depth > deepest) return [];
  const more = Array.isArray(written['allOf']) ? written['allOf'] : [];
  return [written, ...more.flatMap((part: unknown) => partsOf(part, behind, depth + 1))];
}

/** Deep enough for any contract, and an end to one that is made of itself. */
const deepest = 8;

function fits(schema: unknown, value: unknown): boolean | undefined {
  if (!isObject(schema)) return undefined;
  if ('const' in schema) return schema['const'] === value;
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value);
  const other = fits(schema['not'], value);
  return other === undefined ? undefined : !other;
}

function takes({ type }: JsonObject, value: unknown): boolean {
  if (type === undefined) return true;
  const types = Array.isArray(type) ? type : [type];
  if (typeof value === 'number') {
    return types.includes('number') || (types.includes('integer') && Number.isInteger(value));
  }
  if (value === null) return types.includes('null');
  return types.includes(Array.isArray(value) ? 'array' : typeof value);
}
