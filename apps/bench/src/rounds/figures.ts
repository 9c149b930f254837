import { median, quantile } from './statistics.ts';

/** The result of one candidate over all rounds. */
export interface Figure {
  name: string;
  /** The median of the rounds. */
  median: number;
  /** The lowest and the highest round. */
  spread: [low: number, high: number];
  /** The first and the third quartile of the rounds. Absent if there was only one round. */
  quartiles?: [low: number, high: number];
  /** The median of each round's ratio to the reference. */
  ratio: number;
  /** The first and the third quartile of those ratios. Absent if there was only one round. */
  ratioQuartiles?: [low: number, high: number];
}

/**
 * @param rounds Each round has one value for each name.
 * @param reference The candidate that ratios refer to, which becomes the first of the figures.
 */
export function figuresOf(
  names: string[],
  rounds: number[][],
  reference: string = names[0]!,
): Figure[] {
  const base = names.indexOf(reference);
  const inOrder = [reference, ...names.filter((name) => name !== reference)];
  return inOrder.map((name) => {
    const index = names.indexOf(name);
    const values = rounds.map((row) => row[index]!);
    const ratios = rounds.map((row) => row[index]! / row[base]!);
    return {
      name,
      median: median(values),
      spread: [Math.min(...values), Math.max(...values)],
      ratio: median(ratios),
      ...(rounds.length > 1
        ? { quartiles: quartilesOf(values), ratioQuartiles: quartilesOf(ratios) }
        : {}),
    };
  });
}

/** The name, of those given, whose rounds have the lowest median. */
export function lowestOf(names: string[], rounds: number[][], chosen: string[]): string {
  const medianOf = (name: string): number => median(rounds.map((row) => row[names.indexOf(name)]!));
  return chosen.reduce((best, name) => (medianOf(name) < medianOf(best) ? name : best));
}

const quartilesOf = (values: number[]): [low: number, high: number] => [
  quantile(values, 0.25),
  quantile(values, 0.75),
];
