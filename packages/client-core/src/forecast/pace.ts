import { batchStatusMembers, recentCallMembers, type BatchStatus } from '@batch-status/spec';
import { doneCalls, remainingCalls, type Observation } from './observation.ts';

/** The part of a milestone to keep. It omits the batch, because a watch keeps only the latest. */
export interface Mark {
  /** Milliseconds since the first observation. */
  time: number;
  /** Calls that ended since the first observation. */
  ended: number;
  /** How long at least one call was active, in milliseconds. */
  busyTime: number;
  /** Calls that had not ended yet. */
  left: number;
}

/**
 * An observation with totals over all observations so far. Times are durations in milliseconds,
 * measured by the client's clock.
 */
export interface Milestone extends Observation, Mark {
  /** Whether the batch differs from the previous observation. */
  changed: boolean;
  /** How long the batch has not changed. */
  unchangedFor: number;
  /**
   * How long calls were seen active without one ending. Only what was observed counts: calls may
   * end unnoticed during an outage.
   */
  quietFor: number;
  /** The total time that calls were seen active: two calls for one minute are two minutes. */
  callTime: number;
  /** The most calls seen active at once. */
  mostActive: number;
}

const nothingSeen = { time: 0, unchangedFor: 0, quietFor: 0, ended: 0, callTime: 0, busyTime: 0 };

/** Returns the first milestone, or the one that follows `last`. */
export function milestoneAfter(last: Milestone | undefined, now: Observation): Milestone {
  const { active } = now.batch;
  const left = remainingCalls(now.batch);
  const before = last ?? { ...now, ...nothingSeen, mostActive: 0 };
  const wereActive = before.batch.active;
  // The clock may be set back, and failed calls may return to waiting: never count backward.
  const passed = Math.max(0, now.receivedAt - before.receivedAt);
  const changed = !same(now.batch, before.batch);
  const ended = doneCalls(now.batch) - doneCalls(before.batch);
  return {
    ...now,
    left,
    changed,
    time: before.time + passed,
    unchangedFor: changed ? 0 : before.unchangedFor + passed,
    quietFor: active && wereActive && !ended ? before.quietFor + passed : 0,
    ended: before.ended + Math.max(0, ended),
    callTime: before.callTime + wereActive * passed,
    busyTime: before.busyTime + (wereActive && passed),
    mostActive: Math.max(before.mostActive, active),
  };
}

/** The members that the contract names. Others, such as the id of a request, are not news. */
const names = [batchStatusMembers, ...Object.values(recentCallMembers)].flatMap(Object.keys);

/** The slowest step of a check: call it once, and keep the result. */
function same(a: BatchStatus, b: BatchStatus): boolean {
  try {
    return a === b || JSON.stringify(a, names) === JSON.stringify(b, names);
  } catch {
    // A member of a call of an unknown kind is nested too deeply.
    return false;
  }
}

/**
 * The least time that the remaining calls can take, in milliseconds, if they end at the observed
 * rate. The rate is per active call, so lulls and the last few calls do not distort it. With
 * few ended calls, the estimate is well below the mean; with more, it approaches the mean.
 */
export function soonestEnd({ batch, left, ended, callTime, mostActive }: Milestone): number {
  if (!left || !mostActive) return 0;
  const shortestMean = callTime / (ended + 2 * Math.sqrt(ended) + Math.max(1, batch.active));
  // The longest of n calls outlasts the mean by about log(n). Take a part of it as the least.
  const rounds = batch.waiting / mostActive + 0.4 * Math.log(Math.min(mostActive, left));
  return shortestMean * rounds;
}

/** How fast calls ended between two milestones. Rates are in calls per millisecond. */
export interface Pace {
  calls: number;
  /** Calls ended per elapsed time. */
  throughput: number;
  /** Calls ended per time in which calls were active: the rate without lulls. */
  busy: number;
  /** The rate at which the remaining calls decreased, net of calls that joined or returned. */
  net: number;
}

/** After this many ended calls, a rate is reliable, and older rates may be out of date. */
const enoughCalls = ({ left }: Mark): number => Math.min(Math.max(left / 3, 30), 1000);

/** The pace of the whole watch, and the pace of the last `enoughCalls` calls. */
export function pacesOf(marks: readonly Mark[], last: Mark): [whole: Pace, recent: Pace] {
  const first = marks[0]!;
  const enough = enoughCalls(last);
  const since = marks.findLast(({ ended }) => last.ended - ended >= enough);
  return [paceBetween(first, last), paceBetween(since ?? first, last)];
}

const maxMarks = 10;

/** Adds a mark if enough calls have ended since the last one. Keeps the first and the latest marks. */
export function withMark(
  marks: readonly Mark[],
  { time, ended, busyTime, left }: Mark,
): readonly Mark[] {
  const last = marks.at(-1);
  if (last && ended - last.ended < enoughCalls(last) / 8) return marks;
  const kept = marks.filter((_, index) => index !== 1 || marks.length < maxMarks);
  return [...kept, { time, ended, busyTime, left }];
}

function paceBetween(first: Mark, last: Mark): Pace {
  const calls = last.ended - first.ended;
  const time = last.time - first.time;
  return {
    calls,
    throughput: calls / time,
    // Cancelled calls did not end.
    net: Math.min(calls, first.left - last.left) / time,
    busy: calls / (last.busyTime - first.busyTime),
  };
}
