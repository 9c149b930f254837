import { figuresOf, lowestOf, type Figure } from '../rounds/figures.ts';
import { median, nearestRank } from '../rounds/statistics.ts';

/** One of the clients that are compared. */
export interface Candidate {
  name: string;
  /** Makes one call. The signal, if given, ends it early. */
  run: (signal?: AbortSignal) => Promise<unknown>;
}

interface Plan {
  rounds: number;
  /** The number of calls in a round. */
  times: number;
  /** The number of calls in flight at once. */
  concurrency: number;
}

/** The results of all candidates. */
export interface Calls {
  /** CPU time of one call, in microseconds. */
  cpu: Figure[];
  /** Calls completed in one second. */
  rate: Figure[];
  latency: Latency[];
}

/** In microseconds, each the median of the rounds. */
interface Latency {
  name: string;
  /** Half of the calls took at most this long. */
  half: number;
  /** 99 of 100 calls took at most this long. */
  most: number;
}

/** Measures every candidate in each round, so that a disturbance of the machine slows all of them. */
export async function compareCalls(
  candidates: Candidate[],
  plan: Plan,
  peers?: string[],
): Promise<Calls> {
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
    peers,
  );
}

/**
 * @param rounds Each round has one result for each name.
 * @param peers Ratios of CPU refer to the one with the least CPU. Default the first candidate.
 */
export function callsOf(
  names: string[],
  rounds: Round[][],
  peers: string[] = names.slice(0, 1),
): Calls {
  const cpu = rounds.map((row) => row.map((round) => round.cpu));
  return {
    cpu: figuresOf(names, cpu, lowestOf(names, cpu, peers)),
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

/** The result of one candidate in one round. */
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
  const [half, most] = [nearestRank(latencies, 0.5), nearestRank(latencies, 0.99)];
  return { cpu: (user + system) / times, rate, half, most };
}
