import type { Mutant } from './report.ts';

/** A mutant that no test can kill. Lines are left out, because they move. */
export interface ListedSurvivor extends Pick<
  Mutant,
  'file' | 'mutator' | 'original' | 'replacement'
> {
  /** Why no test can see the change. */
  reason: string;
}

export interface Score {
  area: string;
  mutants: number;
  killed: number;
  /** Survivors that are listed. */
  listed: number;
  unlisted: Mutant[];
  /** The percentage of the mutants that were killed. A listed survivor is not killed. */
  killedPercent: number;
  passes: boolean;
}

const leastKilledPercent = 90;

/** Scores the mutants of an area. Each entry of the list stands for one survivor. */
export function scoreArea(
  area: string,
  mutants: readonly Mutant[],
  list: readonly ListedSurvivor[],
): Score {
  const unused = [...list];
  const survivors = mutants.filter(({ outcome }) => outcome === 'survived');
  const unlisted = survivors.filter((mutant) => {
    const index = unused.findIndex((entry) => isSame(entry, mutant));
    if (index >= 0) unused.splice(index, 1);
    return index < 0;
  });
  const killed = mutants.length - survivors.length;
  // Without mutants, nothing was tested.
  const killedPercent = mutants.length === 0 ? 0 : (100 * killed) / mutants.length;
  return {
    area,
    mutants: mutants.length,
    killed,
    listed: survivors.length - unlisted.length,
    unlisted,
    killedPercent,
    passes: killedPercent >= leastKilledPercent && unlisted.length === 0,
  };
}

const isSame = (entry: ListedSurvivor, mutant: Mutant): boolean =>
  entry.file === mutant.file &&
  entry.mutator === mutant.mutator &&
  entry.original === mutant.original &&
  entry.replacement === mutant.replacement;

/** The scores as a table for a terminal. */
export function formatScores(scores: readonly Score[]): string {
  const rows = [
    ['area', 'mutants', 'killed', 'listed', 'score'],
    ...scores.map(({ area, mutants, killed, listed, killedPercent }) => [
      area,
      `${mutants}`,
      `${killed}`,
      `${listed}`,
      // Rounded down, since 89.96 % is too low.
      `${(Math.floor(killedPercent * 10) / 10).toFixed(1)} %`,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(([area, ...numbers]) =>
      [
        area!.padEnd(widths[0]!),
        ...numbers.map((cell, index) => cell.padStart(widths[index + 1]!)),
      ].join('  '),
    )
    .join('\n');
}
