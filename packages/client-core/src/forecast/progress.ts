import { doneCalls, unaccountedCalls } from './observation.ts';
import { pacesOf, type Mark, type Milestone } from './pace.ts';

/** How much of a batch is done, and how long the rest may take. */
export interface Progress {
  /** The share of `total` calls that ended, from 0 to 1. A batch without calls has 1. */
  fraction: number;
  /** Calls that ended: completed and failed. */
  done: number;
  /** Calls that none of the four counters includes, for example cancelled ones. */
  unaccounted: number;
  /** Calls that end per second. Absent while there is too little data. */
  throughput?: number;
  /**
   * The time until the last call ends. The batch may complete some time after that. Absent while
   * there is too little data, while no call is active, and while calls join as fast as others end.
   */
  timeLeft?: TimeLeft;
}

/** A range in milliseconds that is meant to contain the true time in four of five cases. */
export interface TimeLeft {
  low: number;
  high: number;
  /** `high` if `high / low` is less than 1.5, `medium` if it is less than 3, and `low` otherwise. */
  confidence: 'low' | 'medium' | 'high';
}

/** The basis of the time left. Rates are in calls per millisecond. */
interface Rates {
  /** The number of calls behind the rates. The fewer, the less certain they are. */
  calls: number;
  throughput: number;
  fastest: number;
  slowest: number;
  /** The mean length of a call, in milliseconds. */
  meanCall: number;
}

const minCalls = 5;

/** @param marks The marks of the batch, oldest first. */
export function progressOf(present: Milestone, marks: readonly Mark[]): Progress {
  const { batch } = present;
  const done = doneCalls(batch);
  const progress: Progress = {
    fraction: batch.total ? Math.min(1, done / batch.total) : 1,
    done,
    unaccounted: unaccountedCalls(batch),
  };
  const rates = observedRates(present, marks) ?? reportedRates(present);
  if (!rates) return progress;
  progress.throughput = rates.throughput * 1000;
  if (batch.active > 0 && rates.slowest > 0) progress.timeLeft = timeLeft(present, rates);
  return progress;
}

/** The rates between observations, by the client's clock. */
function observedRates(present: Milestone, marks: readonly Mark[]): Rates | undefined {
  const [whole, recent] = pacesOf(marks, present);
  if (recent.calls < minCalls) return undefined;
  return {
    ...recent,
    fastest: Math.max(whole.busy, recent.busy),
    slowest: Math.min(whole.net, recent.net),
    meanCall: present.callTime / whole.calls,
  };
}

/**
 * The rates that the batch itself reports, by the server's clock. Its elapsed time and its average
 * call may disagree. Then the range is wide.
 */
function reportedRates({ batch }: Milestone): Rates | undefined {
  const { startTime, lastCompletedTime, averageCallDuration, active } = batch;
  const calls = doneCalls(batch);
  const time = (lastCompletedTime ?? 0) - (startTime ?? Infinity);
  if (calls < minCalls || time <= 0) return undefined;
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
 * Random counts vary by their square root, and rates drift: widen the range for both. The longest
 * of n calls outlasts the mean by about log(n).
 */
function timeLeft({ left, mostActive }: Milestone, rates: Rates): TimeLeft {
  const { calls, fastest, slowest, meanCall } = rates;
  const last = Math.min(left, mostActive);
  const margin = 1.15 + 1.3 / Math.sqrt(calls);
  const low = ((left - last) / fastest + 0.4 * meanCall * Math.log(last)) / margin;
  const high = (left / slowest) * margin + 2 * meanCall * (1 + Math.log(last));
  const spread = high / Math.max(low, 1);
  return { low, high, confidence: spread < 1.5 ? 'high' : spread < 3 ? 'medium' : 'low' };
}
