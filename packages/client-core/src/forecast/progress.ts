import { doneCalls, unaccountedCalls } from './observation.ts';
import { pacesOf, type Mark, type Milestone, type Pace } from './pace.ts';
import type { BatchStatus } from '@batch-status/spec';

/** How much of a batch is done, and how long the rest may take. */
export interface Progress {
  /** The share of `total` calls that ended, from 0 to 1. A batch without calls has 0 until it is complete. */
  fraction: number;
  /** Calls that ended: completed and failed. */
  done: number;
  /** Calls that none of the four counters includes, for example cancelled ones. */
  unaccounted: number;
  /** Calls that end per second. Absent while there is too little data. */
  throughput?: number;
  /**
   * The time until the last call ends. The batch may complete some time after that. Absent while
   * there is too little data, after the last call, while calls join as fast as others end, and
   * while calls wait and those that are active do not end (`stalled`).
   */
  timeLeft?: TimeLeft;
}

/** The time until the last call ends, in milliseconds. */
export interface TimeLeft {
  /** The time left if the rest goes on as it does now. It lies within the range. */
  likely: number;
  /** The range from `low` to `high` is meant to contain the true time in four of five cases. */
  low: number;
  high: number;
  /**
   * `high` if the pace is steady, based on 50 calls or more, and has to last for at most four fifths
   * of the time for which it was observed: nine of ten such ranges contain the true time. `low` with
   * fewer than 30 calls or a range of more than a factor of ten. `medium` otherwise.
   */
  confidence: 'low' | 'medium' | 'high';
}

const minCalls = 5;

/**
 * @param marks The marks of the batch, oldest first.
 * @param soonest The least time that the remaining calls can take, in milliseconds.
 */
export function progressOf(present: Milestone, marks: readonly Mark[], soonest: number): Progress {
  const { batch, time } = present;
  const { total, isComplete } = batch;
  const done = doneCalls(batch);
  const progress: Progress = {
    fraction: total ? Math.min(1, done / total) : Number(isComplete),
    done,
    unaccounted: unaccountedCalls(batch),
  };
  const [whole, recent] = pacesOf(marks, present);
  const observed = recent.calls >= minCalls;
  const throughput = observed ? recent.throughput : reportedThroughput(batch);
  if (throughput) progress.throughput = throughput * 1000;
  if (isComplete || !present.left || !present.mostActive) return progress;
  const reported = observed ? undefined : reportedTimeLeft(present);
  const left = reported ?? (time && observedTimeLeft(present, whole, recent, soonest));
  if (left) progress.timeLeft = left;
  return progress;
}

/** The mean length of the calls that the batch itself reports. */
const reportedMean = ({ averageCallDuration }: BatchStatus): number =>
  (averageCallDuration ?? 0) * 1000;

/** The longest of n calls outlasts the mean by about log(n). */
const longestCalls = (mean: number, { left, mostActive }: Milestone): number =>
  3 * mean * (1 + Math.log(Math.min(left, mostActive)));

/**
 * The last calls usually take 0.15 times as long as the longest that must be expected. What has lasted
 * for x without a change lasts for x longer in half of the cases.
 */
const likelyLeft = (dialing: number, longest: number, low: number, unchangedFor: number): number =>
  Math.max(low, dialing + 0.15 * longest, unchangedFor);

/**
 * What has lasted for x without a change lasts between x / 20 and 14 x longer in nine of ten cases. So
 * does a batch that lasted for x until it turned out to last longer than its counts said.
 */
const goingOn = ({ unchangedFor, surprisedAt }: Milestone): number =>
  14 * (unchangedFor + surprisedAt);

/**
 * At five of six moments, at most five times as much is left of a batch as has passed, whatever the
 * batch. Only a steady pace says that less is left.
 */
const mostLeft = 5;
/** The share of the observed time for which a steady pace is expected to last. */
const reliable = 0.8;
/** The least calls that show a steady pace. */
const steadyCalls = 50;

/** The more is left in proportion to what was observed, the wider the range. */
function observedTimeLeft(
  present: Milestone,
  whole: Pace,
  recent: Pace,
  soonest: number,
): TimeLeft | undefined {
  const { batch, left, unchangedFor, callTime, timed, time } = present;
  const { active, waiting } = batch;
  const { calls } = recent;
  const net = Math.min(whole.net, recent.net);
  if (waiting && net <= 0) return undefined;
  // The pace goes on changing as it did.
  const trend = whole.throughput / recent.throughput || 1;
  const sure = 0.2 + 0.4 / (1 + (4 * soonest) / time);
  const low = Math.max(soonest * sure * Math.min(1, trend) ** 2, unchangedFor / 20);
  const margin = 1.25 + 1.3 / Math.sqrt(calls);
  const dialing = waiting && (left / net) * margin * Math.max(1, trend) ** 2;
  const longest = longestCalls(callTime / Math.max(1, timed) || reportedMean(batch), present);
  const counted = Math.max(low, dialing + longest + goingOn(present));
  const isSteady = Math.abs(Math.log(trend)) < 0.22 && net > 0.8 * whole.throughput;
  const isKnown =
    isSteady && calls >= steadyCalls && waiting > 0 && active > 0 && counted < time * reliable;
  const high = isKnown ? counted : Math.max(counted, time * mostLeft);
  const isVague = calls < 30 || high > 10 * low;
  const likely = likelyLeft(waiting && waiting / recent.net, longest, low, unchangedFor);
  return { likely, low, high, confidence: isKnown ? 'high' : isVague ? 'low' : 'medium' };
}

/** Calls per millisecond that the batch itself reports, by the server's clock. */
function reportedThroughput(batch: BatchStatus): number | undefined {
  const time = (batch.lastCompletedTime ?? 0) - (batch.startTime ?? Infinity);
  const calls = doneCalls(batch);
  return calls < minCalls || time <= 0 ? undefined : calls / time;
}

/** The elapsed time and the average call that the batch reports may disagree. Then the range is wide. */
function reportedTimeLeft(present: Milestone): TimeLeft | undefined {
  const { batch, left, unchangedFor } = present;
  const { active, waiting } = batch;
  const throughput = reportedThroughput(batch);
  if (!throughput || !active) return undefined;
  const mean = reportedMean(batch);
  const longest = longestCalls(mean, present);
  const byAverage = mean > 0 ? active / mean : throughput;
  const low = Math.max(waiting / Math.max(throughput, byAverage) / 2, unchangedFor / 20);
  const high = (left / Math.min(throughput, byAverage)) * 1.5 + longest + goingOn(present);
  const dialing = waiting / Math.sqrt(throughput * byAverage);
  const likely = likelyLeft(dialing, longest, low, unchangedFor);
  return { likely, low, high, confidence: 'low' };
}
