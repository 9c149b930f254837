import { doneCalls, unaccountedCalls } from './observation.ts';
import { pacesOf, type Mark, type Milestone } from './pace.ts';

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
  /**
   * What is left until the last call ends, which may be some time before the batch is complete.
   * Nothing while there is too little to go by, while no call is active, and while calls join as
   * fast as others end.
   */
  timeLeft?: TimeLeft;
}

/** A range of time, in milliseconds, that the truth is meant to be in four times out of five. */
export interface TimeLeft {
  low: number;
  high: number;
  /** How far apart the ends are: `high` for less than a factor of 1.5, `medium` for 3. */
  confidence: 'low' | 'medium' | 'high';
}

/** What the time left is reckoned from; rates are calls each millisecond. */
interface Rates {
  /** How many calls they come from: few make them vague. */
  calls: number;
  throughput: number;
  fastest: number;
  slowest: number;
  /** The mean length of a call, in milliseconds. */
  meanCall: number;
}

const fewestCalls = 5;

/** @param marks Of the batch, oldest first. */
export function progressOf(present: Milestone, marks: readonly Mark[]): Progress {
  const { batch } = present;
  const done = doneCalls(batch);
  const progress: Progress = {
    fraction: batch.total ? Math.min(1, done / batch.total) : 1,
    done,
    unaccounted: unaccountedCalls(batch),
  };
  const rates = seenRates(present, marks) ?? toldRates(present);
  if (!rates) return progress;
  progress.throughput = rates.throughput * 1000;
  if (batch.active > 0 && rates.slowest > 0) progress.timeLeft = timeLeft(present, rates);
  return progress;
}

/** What was seen, by differences of the client's own clock. */
function seenRates(present: Milestone, marks: readonly Mark[]): Rates | undefined {
  const [whole, late] = pacesOf(marks, present);
  if (late.calls < fewestCalls) return undefined;
  return {
    ...late,
    fastest: Math.max(whole.busy, late.busy),
    slowest: Math.min(whole.net, late.net),
    meanCall: present.callTime / whole.calls,
  };
}

/**
 * What the batch tells of itself, by differences of the server's clock. The time since its start
 * and the average call can say very different things, and then so does the range.
 */
function toldRates({ batch }: Milestone): Rates | undefined {
  const { startTime, lastCompletedTime, averageCallDuration, active } = batch;
  const calls = doneCalls(batch);
  const time = (lastCompletedTime ?? 0) - (startTime ?? Infinity);
  if (calls < fewestCalls || time <= 0) return undefined;
  const throughput = calls / time;
  const meanCall = (averageCallDuration ?? 0) * 1000;
  const byAverage = meanCall > 0 ? active / meanCall : throughput;
  return {
    calls,
    throughput,
    fastest: Math.max(throughput, byAverage),
    slowest: Math.min(throughput, byAverage),
    meanCall,
  };
}

/**
 * Counts of a random process vary by the square root, and rates change by themselves. The last of
 * many calls to end outlast the mean by its logarithm, more or less.
 */
function timeLeft({ left, mostActive }: Milestone, rates: Rates): TimeLeft {
  const { calls, fastest, slowest, meanCall } = rates;
  const last = Math.min(left, mostActive);
  const vagueness = 1.15 + 1.3 / Math.sqrt(calls);
  const low = ((left - last) / fastest + 0.4 * meanCall * Math.log(last)) / vagueness;
  const high = (left / slowest) * vagueness + 2 * meanCall * (1 + Math.log(last));
  const spread = high / Math.max(low, 1);
  return { low, high, confidence: spread < 1.5 ? 'high' : spread < 3 ? 'medium' : 'low' };
}
