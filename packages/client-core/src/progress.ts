import { doneCalls, remainingCalls, unaccountedCalls, type Observation } from './observation.ts';

/** How far a batch has come, and how long it may still take. */
export interface Progress {
  /** Calls that ended, by `total`: from 0 to 1, and 1 for a batch without calls. */
  fraction: number;
  /** Calls that ended: completed and failed. */
  done: number;
  /** Calls that no counter holds, for example cancelled ones. */
  unaccounted: number;
  /** Calls that end each second, or nothing while there is too little to go by. */
  throughput?: number;
  /** What is left until the last call ends, or nothing while there is too little to go by. */
  timeLeft?: TimeLeft;
}

/** A range of time, in milliseconds, that the truth is meant to be in four times out of five. */
export interface TimeLeft {
  low: number;
  high: number;
  /** How far apart the ends are: `high` for less than a factor of 1.5, `medium` for 3. */
  confidence: 'low' | 'medium' | 'high';
}

interface Rate {
  /** Calls each millisecond. */
  value: number;
  /** How many calls ended while it was measured: few make it vague. */
  calls: number;
}

const fewestCalls = 5;

/** @param history Earlier observations of the batch, oldest first, the present one last. */
export function progressOf(history: readonly Observation[]): Progress {
  const present = history.at(-1)!;
  const { batch } = present;
  const done = doneCalls(batch);
  const progress: Progress = {
    fraction: batch.total === 0 ? 1 : Math.min(1, done / batch.total),
    done,
    unaccounted: unaccountedCalls(batch),
  };
  const rates = [observedRate(history), lifetimeRate(present)].filter((rate) => rate !== undefined);
  if (rates.length === 0) return progress;
  progress.throughput = rates[0]!.value * 1000;
  if (batch.isComplete || remainingCalls(batch) === 0 || batch.active === 0) return progress;
  progress.timeLeft = timeLeft(present, rates);
  return progress;
}

/** By differences of the client's own clock. */
function observedRate(history: readonly Observation[]): Rate | undefined {
  const present = history.at(-1)!;
  const first = history.find(({ batch }) => batch.active > 0) ?? present;
  return rateOf(
    doneCalls(present.batch) - doneCalls(first.batch),
    present.receivedAt - first.receivedAt,
  );
}

/** By differences of the server's clock: from the first dial to the last call that completed. */
function lifetimeRate({ batch }: Observation): Rate | undefined {
  const { startTime, lastCompletedTime } = batch;
  if (startTime == null || lastCompletedTime == null) return undefined;
  return rateOf(doneCalls(batch), lastCompletedTime - startTime);
}

function rateOf(calls: number, ms: number): Rate | undefined {
  return calls >= fewestCalls && ms > 0 ? { value: calls / ms, calls } : undefined;
}

/**
 * The counts of a random process vary by the square root: the range spans what each rate gives,
 * widened by 1.3 standard deviations, and no batch ends sooner than half an average call.
 */
function timeLeft({ batch }: Observation, rates: readonly Rate[]): TimeLeft {
  const remaining = remainingCalls(batch);
  const averageCall = (batch.averageCallDuration ?? 0) * 1000;
  const estimates = rates.flatMap(({ value, calls }) => {
    const vagueness = 1.3 / Math.sqrt(calls) + 1.3 / Math.sqrt(remaining);
    const middle = remaining / value;
    return [middle / (1 + vagueness), middle * (1 + vagueness) + averageCall];
  });
  if (averageCall > 0) estimates.push((averageCall * remaining) / batch.active);
  const low = Math.max(Math.min(...estimates), averageCall / 2);
  const high = Math.max(...estimates, low);
  const spread = high / Math.max(low, 1);
  return { low, high, confidence: spread < 1.5 ? 'high' : spread < 3 ? 'medium' : 'low' };
}
