/** One of those that are compared. */
export interface Candidate {
  name: string;
  /** Does the work once; with a signal, where it is to be ended early. */
  run: (signal?: AbortSignal) => Promise<unknown>;
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

/** What calls took. */
export interface Calls {
  /** The CPU time of one, in microseconds. */
  cpu: Figure[];
  /** How many were over in a second. */
  rate: Figure[];
  latency: Latency[];
}

/** In microseconds, each the median over the rounds. */
interface Latency {
  name: string;
  /** What half of the calls took at most. */
  half: number;
  /** What 99 of 100 took at most. */
  most: number;
}

/**
 * What one run of each candidate takes. Candidates take turns in every round, so that what
 * disturbs the machine disturbs them alike.
 */
export async function compareCalls(candidates: Candidate[], plan: Plan): Promise<Calls> {
  for (const candidate of candidates) await measureCalls(candidate, plan);
  const rounds: Round[][] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const row: Round[] = [];
    for (const candidate of candidates) row.push(await measureCalls(candidate, plan));
    rounds.push(row);
  }
  return callsOf(
    candidates.map(({ name }) => name),
    rounds,
  );
}

/** @param rounds For each round, what calls of each candidate took. */
export function callsOf(names: string[], rounds: Round[][]): Calls {
  return {
    cpu: figuresOf(
      names,
      rounds.map((row) => row.map(({ cpu }) => cpu)),
    ),
    rate: figuresOf(
      names,
      rounds.map((row) => row.map(({ rate }) => rate)),
    ),
    latency: names.map((name, index) => ({
      name,
      half: median(rounds.map((row) => row[index]!.half)),
      most: median(rounds.map((row) => row[index]!.most)),
    })),
  };
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

/** What the calls of one candidate took in one round. */
export type Round = Omit<Latency, 'name'> & { cpu: number; rate: number };

export async function measureCalls(
  { run }: Candidate,
  { times, concurrency }: Omit<Plan, 'rounds'>,
): Promise<Round> {
  const latencies: number[] = [];
  const beganAt = performance.now();
  const before = process.cpuUsage();
  const worker = async (): Promise<void> => {
    for (let n = 0; n < times / concurrency; n++) {
      const startedAt = performance.now();
      await run();
      latencies.push((performance.now() - startedAt) * 1000);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const { user, system } = process.cpuUsage(before);
  const rate = times / ((performance.now() - beganAt) / 1000);
  const sorted = latencies.toSorted((a, b) => a - b);
  const upTo = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1]!;
  return { cpu: (user + system) / times, rate, half: upTo(0.5), most: upTo(0.99) };
}
