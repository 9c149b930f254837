import { trajectories } from '@batch-status/simulation';
import type { Grid } from '../reports/table.ts';
import { mean, nearestRank } from '../rounds/statistics.ts';
import { batchesOf, batchSets, fleets, greatest, nameOfFleet } from './monitor-sets.ts';
import { monitorAll, pollInTurn, roundTrip } from './monitor-trial.ts';

const minute = 60_000;
const hour = 60 * minute;
const maxStaleness = 600_000;
/** Polling in turn reaches each batch every 200 seconds, whatever their number. */
const batchesPerRequest = 200;

/** The largest trial stops early, since waiting for all ends would take minutes. */
const trials = [
  { count: 100, within: Infinity },
  { count: 1_000, within: Infinity },
  { count: 10_000, within: Infinity },
  { count: 100_000, within: 30 * minute },
];

const seeds = [1, 2, 3];

/** Lag and staleness of following many batches under one budget, in virtual time. */
export async function benchMonitor(): Promise<Grid[]> {
  return [await ofCorpus(), await ofSets()];
}

async function ofCorpus(): Promise<Grid> {
  const corpus = Array.from(trajectories({ count: 300 })).filter(
    ({ duration }) => duration >= 10 * minute && duration <= 4 * hour,
  );
  const figures: Grid['figures'] = [];
  for (const { count, within } of trials) {
    const batches = Array.from({ length: count }, (_, nth) => corpus[nth % corpus.length]!);
    const perSecond = count / batchesPerRequest;
    const trial = { batches, perSecond, maxStaleness, within };
    const ours = await monitorAll(trial);
    const inTurn = pollInTurn(trial);
    const [mine, theirs] = [ours, inTurn].map(({ lags }) => mean(lags));
    figures.push({
      name: `${count.toLocaleString('en')} batches`,
      values: [
        perSecond,
        ...[mine, theirs, mine! / theirs!],
        ...[ours, inTurn].map(({ lags }) => nearestRank(lags, 0.95)),
        ...[ours, inTurn].map(({ stalest }) => stalest),
        ...[ours, inTurn].map(({ requests }) => requests),
      ],
    });
  }
  return lagGrid(figures);
}

/** The mean lag of each set and fleet, divided by that of polling in turn. */
async function ofSets(): Promise<Grid> {
  const figures: Grid['figures'] = [];
  for (const [name, set] of Object.entries(batchSets)) {
    const values: number[] = [];
    for (const { batches: count, ...budget } of fleets) {
      const [ours, inTurn]: [number[], number[]] = [[], []];
      for (const seed of seeds) {
        const trial = { ...budget, batches: batchesOf(set, count, seed) };
        ours.push(...(await monitorAll(trial)).lags);
        inTurn.push(...pollInTurn(trial).lags);
      }
      values.push(mean(ours) / mean(inTurn));
    }
    figures.push({ name, values });
  }
  const greatestOf = (names: readonly string[]): number[] =>
    fleets.map((_, nth) =>
      Math.max(
        ...figures
          .filter(({ name }) => names.includes(name))
          .map(({ values }) => Number(values[nth])),
      ),
    );
  const names = Object.keys(batchSets);
  const predictable = names.filter((name) => batchSets[name]!.predictable);
  figures.push(
    { name: greatest.predictable, values: greatestOf(predictable) },
    { name: greatest.all, values: greatestOf(names) },
  );
  return setGrid(figures);
}

const lagGrid = (figures: Grid['figures']): Grid => ({
  name: 'monitor',
  title: 'Following many batches under one budget',
  note: `The lag is the time from the end of a batch until the monitor saw it. The stalest column is the greatest age of the data of any batch. The peer polls all batches in turn: a request follows one second after the response to the one before, as in a monitor, with one request per second for ${batchesPerRequest} batches. The batches are those of the simulation’s corpus that last 10 minutes to 4 hours, including kinds whose end cannot be predicted. All start at once, in virtual time, with ${roundTrip} ms per request and a \`maxStaleness\` of ${maxStaleness / 1000} s. The largest trial includes only batches that ended within 30 minutes.`,
  columns: [
    { name: 'requests per second', format: 'plain' },
    { name: 'mean lag, s', format: 'thousands' },
    { name: 'mean lag in turn, s', format: 'thousands' },
    { name: 'ratio', format: 'hundredths' },
    { name: '95 of 100, s', format: 'thousands' },
    { name: '95 of 100 in turn, s', format: 'thousands' },
    { name: 'stalest, s', format: 'thousands' },
    { name: 'stalest in turn, s', format: 'thousands' },
    { name: 'requests', format: 'whole' },
    { name: 'requests in turn', format: 'whole' },
  ],
  figures,
});

const setGrid = (figures: Grid['figures']): Grid => ({
  name: 'monitor-sets',
  title: 'Sets of batches under one budget',
  note: `The mean lag of a monitor, divided by that of polling in turn with the same budget. Each set contains ${seeds.length} fleets. If no count announces the ends, or all batches end at once, the ratio cannot be much below 1.`,
  columns: fleets.map((fleet) => ({ name: nameOfFleet(fleet), format: 'hundredths' as const })),
  figures,
});
