import type { Wanted } from '../src/json/outline.ts';

/** A value with only the wanted members. */
export function picked(value: unknown, wanted: Wanted): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => Object.hasOwn(wanted, name))
      .map(([name, member]) => {
        const inner = wanted[name]!;
        const isWhole = inner === true || inner instanceof Set;
        return [name, isWhole ? member : picked(member, inner as Wanted)];
      }),
  );
}
