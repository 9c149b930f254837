import type { Respond } from './respond.ts';

/** Makes a fault for each value, with its name. */
export const byName = <Value, Name extends string>(
  values: readonly Value[],
  nameOf: (value: Value) => Name,
  respond: (value: Value) => Respond,
): Record<Name, Respond> =>
  Object.fromEntries(values.map((value) => [nameOf(value), respond(value)])) as Record<
    Name,
    Respond
  >;
