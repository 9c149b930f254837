import { isObject } from './json.ts';

/**
 * Which arm of a union a value means: the one whose `const`, `enum` or `not` on a member fits. If
 * none says so, the only one that takes this type of value.
 *
 * @returns its index; `undefined` if no arm stands out.
 */
export function meantArm(arms: readonly unknown[], value: unknown): number | undefined {
  if (isObject(value)) {
    const verdicts = arms.map((arm) => tells(arm, value));
    const fitting = verdicts.indexOf(true);
    if (fitting >= 0) return fitting;
    if (verdicts.includes(false)) return undefined;
  }
  const taking = arms.flatMap((arm, index) => (takes(arm, value) ? [index] : []));
  return taking.length === 1 ? taking[0] : undefined;
}

/** Whether the members that tell the arms apart fit this one; `undefined` if there are none. */
function tells(arm: unknown, value: Record<string, unknown>): boolean | undefined {
  const properties = isObject(arm) ? arm['properties'] : undefined;
  if (!isObject(properties)) return undefined;
  const verdicts = Object.entries(properties)
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, schema]) => fits(schema, value[name]))
    .filter((verdict) => verdict !== undefined);
  return verdicts.length === 0 ? undefined : verdicts.every(Boolean);
}

function fits(schema: unknown, value: unknown): boolean | undefined {
  if (!isObject(schema)) return undefined;
  if ('const' in schema) return schema['const'] === value;
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value);
  const other = fits(schema['not'], value);
  return other === undefined ? undefined : !other;
}

function takes(arm: unknown, value: unknown): boolean {
  const type = isObject(arm) ? arm['type'] : undefined;
  if (type === undefined) return true;
  const types = Array.isArray(type) ? type : [type];
  if (typeof value === 'number') {
    return types.includes('number') || (types.includes('integer') && Number.isInteger(value));
  }
  if (value === null) return types.includes('null');
  return types.includes(Array.isArray(value) ? 'array' : typeof value);
}
