/** Whether two values are equal, at any depth. A member that is `undefined` is one that is missing. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) {
    return false;
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isEqual(one[name], other[name]));
}

/** Whether a value equals another, except for members of objects that the other does not have. */
export function contains(value: unknown, wanted: unknown): boolean {
  if (!isObject(value) || !isObject(wanted) || Array.isArray(wanted)) return isEqual(value, wanted);
  return Object.entries(wanted).every(([name, member]) => contains(value[name], member));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A value for a message, shortened. */
export function show(value: unknown): string {
  const text = value === undefined ? 'undefined' : (attempt(() => JSON.stringify(value)) ?? '');
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

function attempt<T>(convert: () => T): T | undefined {
  try {
    return convert();
  } catch {
    return undefined;
  }
}

/** The members that differ from those expected, as sentences. `null` is expected of a missing one. */
export function differingMembers(
  what: string,
  value: object,
  expected: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const found = (value as Record<string, unknown>)[name];
    const isRight = isEqual(found, wanted) || (wanted === null && found === undefined);
    return isRight ? [] : [`${what}.${name} must be ${show(wanted)}; got ${show(found)}`];
  });
}
