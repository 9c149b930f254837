import { waitUntilComplete, watch, type WatchUpdate } from '../src/index.ts';
import type { Followed } from './monitor-trial.ts';
import { SimulatedSource } from './simulated-source.ts';

/** How many requests it takes to see the end of a batch, and how late that is, in milliseconds. */
export async function waitFor({
  batch,
  watchedFrom,
}: Followed): Promise<{ requests: number; lag: number }> {
  const source = new SimulatedSource(batch, watchedFrom);
  const { clock, asked } = source;
  await clock.run(waitUntilComplete(source, 'b', { clock }));
  return { requests: asked.length, lag: clock.now() - batch.completedTime };
}

/** The reports of a watch after each check, and the times of its requests. */
export async function everyCheckOf(
  { batch, watchedFrom }: Followed,
  retryAfter?: number,
): Promise<{ updates: WatchUpdate[]; asked: number[] }> {
  const source = new SimulatedSource(batch, watchedFrom);
  source.retryAfter = retryAfter;
  const updates: WatchUpdate[] = [];
  const all = async (): Promise<void> => {
    const options = { clock: source.clock, everyCheck: true };
    for await (const update of watch(source, 'b', options)) updates.push(update);
  };
  await source.clock.run(all());
  return { updates, asked: source.asked };
}

/** The share of updates that had a range, and the share of those ranges that were right. */
export function rangesIn(
  updates: readonly WatchUpdate[],
  lastEnd: number,
): { given: number; held: number } {
  const moments = updates.filter(({ phase }) => phase !== 'complete');
  const ranges = moments.flatMap(({ receivedAt, progress: { timeLeft } }) =>
    timeLeft ? [{ ...timeLeft, truth: lastEnd - receivedAt }] : [],
  );
  const held = ranges.filter(({ low, high, truth }) => low <= truth && truth <= high);
  return { given: ranges.length / moments.length, held: held.length / ranges.length };
}

const roundTrip = 50;

/** From each response to the next request. */
export const gapsOf = (asked: readonly number[]): number[] =>
  asked.slice(1).map((time, index) => time - asked[index]! - roundTrip);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
