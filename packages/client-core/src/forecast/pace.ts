import { batchStatusMembers, recentCallMembers, type BatchStatus } from '@batch-status/spec';
import { drainAfter, noDrain, type Drain } from './drain.ts';
import { doneCalls, quietBefore, remainingCalls, type Observation } from './observation.ts';

/** The part of a milestone to keep. It omits the batch, because a watch keeps only the latest. */
export interface Mark {
  /** Milliseconds since the first observation. */
  time: number;
  /** Calls that ended since the first observation. */
  ended: number;
  /** The total time that calls were seen active: two calls for one minute are two minutes. */
  callTime: number;
  /** Calls that ended in that time. */
  timed: number;
  /** Calls that had not ended yet, and those of them that were active. */
  left: number;
  active: number;
}

/**
 * An observation with totals over all observations so far. Times are durations in milliseconds,
 * measured by the client's clock.
 */
export interface Milestone extends Observation, Mark, Drain {
  /** Whether the batch differs from the previous observation. */
  changed: boolean;
  /** How long the counts have not changed. */
  unchangedFor: number;
  /**
   * How long calls were seen active without one ending. Only what was observed counts: calls may
   * end unnoticed during an outage.
   */
  quietFor: number;
  /** The most calls seen active at once. */
  mostActive: number;
  /** The time since the previous observation, and how many calls ended in it. */
  passed: number;
  justEnded: number;
  /** When the batch last outlasted a range, or calls were dialed although it drained; 0 if never. */
  surprisedAt: number;
  /** The earliest of the latest ends of all ranges since then. Both count from the first observation. */
  latestEnd: number;
}

const nothingSeen = {
  ...{ time: 0, unchangedFor: 0, quietFor: 0, ended: 0, callTime: 0, timed: 0 },
  ...noDrain,
  mostActive: 0,
  surprisedAt: 0,
  latestEnd: Infinity,
};

/** Returns the first milestone, or the one that follows `last`. */
export function milestoneAfter(last: Milestone | undefined, now: Observation): Milestone {
  const { active } = now.batch;
  const left = remainingCalls(now.batch);
  const before = last ?? { ...now, ...nothingSeen, unchangedFor: quietBefore(now) };
  const wereActive = before.batch.active;
  // The clock may be set back, and failed calls may return to waiting: never count backward.
  const passed = Math.max(0, now.receivedAt - before.receivedAt);
  const changed = !same(now.batch, before.batch);
  const ended = doneCalls(now.batch) - doneCalls(before.batch);
  const justEnded = Math.max(0, ended);
  const isStill = counts.every((name) => now.batch[name] === before.batch[name]);
  const time = before.time + passed;
  // If no call is left active, it is not known how long ago the last one ended.
  const busy = active && wereActive;
  const drain = drainAfter(before, now, passed);
  const isSurprise = time > before.latestEnd || drain.falseDrains > before.falseDrains;
  return {
    ...now,
    ...drain,
    left,
    active,
    changed,
    passed,
    justEnded,
    time,
    unchangedFor: isStill ? before.unchangedFor + passed : 0,
    quietFor: active && wereActive && !ended ? before.quietFor + passed : 0,
    ended: before.ended + justEnded,
    callTime: before.callTime + busy * passed,
    // Calls may begin and end between two observations without active calls.
    timed: before.timed + (busy && justEnded),
    mostActive: Math.max(before.mostActive, active),
    surprisedAt: isSurprise ? time : before.surprisedAt,
    latestEnd: isSurprise ? Infinity : before.latestEnd,
  };
}

/** The members that decide whether a batch goes on. Others may change with every response. */
const counts = ['waiting', 'active', 'completed', 'failed', 'total', 'isComplete'] as const;

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
 * The least time that the remaining calls can take, in milliseconds. Calls that wait cannot end
 * before they are dialed, at the fastest pace that was observed. Calls that are active may end at any
 * moment, but many of them do not all end at once.
 */
export function soonestEnd(present: Milestone, marks: readonly Mark[]): number {
  const { batch, left, drainTime, drained } = present;
  const { waiting, active } = batch;
  const enough = enoughCalls(present);
  const isRecent = ({ ended }: Mark): boolean => present.ended - ended < enough;
  const since = marks.findLast((mark) => !isRecent(mark)) ?? marks[0]!;
  const lines =
    Math.max(...marks.filter(isRecent).map((mark) => mark.active), since.active, active) ||
    present.mostActive;
  if (!lines || !left) return 0;
  const mean = shortestMean(since, present);
  // The more calls are active, the less likely it is that the last one is short.
  const length = mean * (1 - (1 + (waiting ? lines : active)) ** -0.5);
  if (waiting) return (mean * Math.max(0, waiting - 2 * Math.sqrt(waiting))) / lines + length;
  return Math.max(0, length - drainTime, drained && untilDrained(present));
}

/** The mean length of a call, or less, as far as it is uncertain. Calls that get shorter go on doing so. */
function shortestMean(since: Mark, present: Milestone): number {
  const { callTime, timed, active } = present;
  // Calls that began before the first mark are not known to be longer than the time since then.
  const whole = callTime / (atMost(timed) + Math.max(0, active - 1));
  const recentTime = callTime - since.callTime;
  if (!recentTime) return whole;
  const calls = timed - since.timed;
  const shrinking = recentTime / (calls - Math.sqrt(calls)) / (callTime / timed);
  return Math.min(whole, recentTime / atMost(calls)) * (shrinking < 1 ? shrinking ** 2 : 1);
}

/** The most that a count may be if it was low by chance. */
const atMost = (calls: number): number => calls + 2 * Math.sqrt(calls) + 1;

/**
 * The remaining calls take about as long as the previous half of them took, if calls go on ending:
 * equal calls as well as calls whose lengths vary.
 */
function untilDrained(present: Milestone): number {
  const { batch, drained, halving, halvingFor, unchangedFor, justEnded, passed } = present;
  const { active } = batch;
  const certainty = 1 - Math.min(active, drained) ** -0.5;
  return Math.min(
    certainty * (halving || halvingFor) - unchangedFor,
    (active * passed) / atMost(justEnded),
  );
}

/** How fast calls ended between two milestones. Rates are in calls per millisecond. */
export interface Pace {
  calls: number;
  /** Calls ended per elapsed time. */
  throughput: number;
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
  { time, ended, callTime, timed, left, active }: Mark,
): readonly Mark[] {
  const last = marks.at(-1);
  if (last && ended - last.ended < enoughCalls(last) / 8) return marks;
  const kept = marks.filter((_, index) => index !== 1 || marks.length < maxMarks);
  return [...kept, { time, ended, callTime, timed, left, active }];
}

function paceBetween(first: Mark, last: Mark): Pace {
  const calls = last.ended - first.ended;
  const time = last.time - first.time;
  return {
    calls,
    throughput: calls / time,
    // Cancelled calls did not end.
    net: Math.min(calls, first.left - last.left) / time,
  };
}
