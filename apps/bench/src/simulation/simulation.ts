import { createRandom, simulate, transitions } from '@batch-status/simulation';
import type { Table } from '../reports/table.ts';
import { milliseconds, type Unit } from '../reports/units.ts';
import { takeTurns, type Measure } from '../rounds/take-turns.ts';

const rounds = 9;
const fine: Unit = { name: 'µs', format: 'hundredths' };

/** CPU of simulating batches of several sizes. */
export async function benchSimulation(): Promise<Table[]> {
  const sizes = [1_000, 10_000, 100_000];
  const bySize = (measureOf: (calls: number) => Measure): Record<string, Measure> =>
    Object.fromEntries(sizes.map((calls) => [nameOf(calls), measureOf(calls)]));
  return [
    {
      name: 'simulate',
      title: 'Simulating a batch',
      note: 'Milliseconds of CPU to simulate a batch of 100,000 calls, 50 at once, and to read it at 10,000 times. The ratio is to sorting a million numbers, which shows the speed of the machine.',
      unit: milliseconds,
      figures: await takeTurns(
        {
          'sort 1,000,000 numbers': async () => cpuOf(sortNumbers) / 1000,
          'simulate 100,000 calls': async () => cpuOf(simulateAndRead) / 1000,
        },
        rounds,
      ),
    },
    {
      name: 'simulate-call',
      title: 'Simulating a call',
      note: 'Microseconds of CPU for each call of a batch, 50 at once. The ratio is to a batch of 1,000 calls.',
      unit: fine,
      figures: await takeTurns(
        bySize((calls) => async () => repeated(100_000 / calls, () => simulated(calls)) / calls),
        rounds,
      ),
    },
    {
      name: 'simulate-read',
      title: 'Reading a simulated batch',
      note: 'Microseconds of CPU for each time at which a batch is read. The ratio is to a batch of 1,000 calls.',
      unit: fine,
      figures: await takeTurns(
        bySize((calls) => {
          const batch = simulated(calls);
          const step = batch.completedTime / reads;
          return async () =>
            cpuOf(() => {
              for (let nth = 0; nth < reads; nth += 1) batch(nth * step);
            }) / reads;
        }),
        rounds,
      ),
    },
    {
      name: 'transitions',
      title: 'The first transition of a batch',
      note: 'Microseconds of CPU until the first transition. The ratio is to a batch of 1,000 calls.',
      unit: fine,
      figures: await takeTurns(
        Object.fromEntries(
          [1_000, 10_000_000].map((calls) => [
            nameOf(calls),
            async () =>
              repeated(2_000, () => transitions(1, { calls, concurrency: calls }).next().value),
          ]),
        ),
        rounds,
      ),
    },
  ];
}

const reads = 10_000;
const nameOf = (calls: number): string => `${calls.toLocaleString('en')} calls`;
const simulated = (calls: number) => simulate(1, { calls, concurrency: 50, createdAt: 0 });

function sortNumbers(): void {
  const random = createRandom(1);
  Float64Array.from({ length: 1_000_000 }, random).sort();
}

function simulateAndRead(): void {
  const batch = simulated(100_000);
  for (let nth = 0; nth < reads; nth += 1) batch((batch.completedTime * nth) / reads);
}

/** Microseconds of CPU for each of this many runs. */
const repeated = (times: number, run: () => unknown): number =>
  cpuOf(() => {
    for (let turn = 0; turn < times; turn += 1) run();
  }) / times;

/** In microseconds. */
function cpuOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
