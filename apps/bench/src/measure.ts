/** One of those that are compared. */
export interface Candidate {
  name: string;
  /** Does the work once. */
  run: () => Promise<unknown>;
}

/** What a candidate took, over all rounds. */
export interface Figure {
  name: string;
  /** The median over the rounds. */
  median: number;
  /** The lowest and the highest round. */
  spread: [low: number, high: number];
  /** The median of the rounds' ratios to the first candidate. */
  ratio: number;
}

interface Plan {
  rounds: number;
  /** How often a round does the work. */
  times: number;
  /** How many are under way at once. */
  concurrency: number;
}

/**
 * The CPU time of one run of each candidate, in microseconds. Candidates take turns in every
 * round, so that what disturbs the machine disturbs them alike.
 */
export async function compareCpu(candidates: Candidate[], plan: Plan): Promise<Figure[]> {
  for (const candidate of candidates) await cpuOf(candidate, plan);
  const rounds: number[][] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const row: number[] = [];
    for (const candidate of candidates) row.push(await cpuOf(candidate, plan));
    rounds.push(row);
  }
  return figuresOf(
    candidates.map(({ name }) => name),
    rounds,
  );
}

/** @param rounds For each round, what each candidate took. */
export function figuresOf(names: string[], rounds: number[][]): Figure[] {
  return names.map((name, index) => {
    const values = rounds.map((row) => row[index]!);
    return {
      name,
      median: median(values),
      spread: [Math.min(...values), Math.max(...values)],
      ratio: median(rounds.map((row) => row[index]! / row[0]!)),
    };
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

async function cpuOf({ run }: Candidate, { times, concurrency }: Plan): Promise<number> {
  const before = process.cpuUsage();
  const worker = async (): Promise<void> => {
    for (let n = 0; n < times / concurrency; n++) await run();
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
