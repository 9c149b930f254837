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
  /** The median of each round's ratio to the first candidate. */
  ratio: number;
  /** The first and the third quartile of those ratios. Absent if there was only one round. */
  ratioQuartiles?: [low: number, high: number];
}

/** @param rounds Each round has one value for each name. */
export function figuresOf(names: string[], rounds: number[][]): Figure[] {
  return names.map((name, index) => {
    const values = rounds.map((row) => row[index]!);
    const ratios = rounds.map((row) => row[index]! / row[0]!);
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

const quartilesOf = (values: number[]): [low: number, high: number] => [
  quantile(values, 0.25),
  quantile(values, 0.75),
];
