/** Splits a list, in which Redis returns the members of one item after the other. */
export const inGroups = <T>(flat: readonly T[], size: number): T[][] =>
  Array.from({ length: flat.length / size }, (_, nth) => flat.slice(nth * size, (nth + 1) * size));
