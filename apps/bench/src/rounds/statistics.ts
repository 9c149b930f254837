export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which the given share of the values lies, interpolated between two neighbors. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = ascending(values);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)]!;
  return below + (sorted[Math.ceil(position)]! - below) * (position % 1);
}

/** The smallest of the values that at least the given share of them does not exceed. */
export const nearestRank = (values: readonly number[], share: number): number =>
  ascending(values)[Math.ceil(share * values.length) - 1]!;

const ascending = (values: readonly number[]): number[] =>
  values.toSorted((one, other) => one - other);
