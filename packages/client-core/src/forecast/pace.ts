import type { BatchStatus } from '@batch-status/spec';
import { doneCalls, remainingCalls, type Observation } from './observation.ts';

/** What stays known of a milestone: not the batch, of which a watch keeps one. */
export interface Mark {
  /** Since the first observation. */
  time: number;
  /** Calls that were seen to end. */
  ended: number;
  /** How long at least one was active. */
  busyTime: number;
  /** Calls that were still to end. */
  left: number;
}

/**
 * An observation, and what was seen until then, by differences of the client's own clock. Times are
 * in milliseconds.
 */
export interface Milestone extends Observation, Mark {
  /** Whether the batch differs from that of the observation before. */
  changed: boolean;
  /** How long the batch has been the same. */
  unchangedFor: number;
  /**
   * How long calls were active without one ending. What was not seen does not count: during an
   * outage calls may well end.
   */
  quietFor: number;
  /** How long calls were seen active, all together. */
  callTime: number;
  /** How many were seen active at once. */
  mostActive: number;
}

const nothingSeen = { time: 0, unchangedFor: 0, quietFor: 0, ended: 0, callTime: 0, busyTime: 0 };

/** The milestone after another one, or the first. */
export function milestoneAfter(last: Milestone | undefined, now: Observation): Milestone {
  const { active } = now.batch;
  const left = remainingCalls(now.batch);
  const before = last ?? { ...now, ...nothingSeen, mostActive: 0 };
  const wereActive = before.batch.active;
  // A clock may be set back, and calls that failed may go back to waiting.
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

/** It takes longer than all else that a check takes: decide once, and keep the result. */
const same = (a: BatchStatus, b: BatchStatus): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * The least time that the calls left can take, in milliseconds, if they end as they were seen to.
 * Calls end at a rate for each active one, so that lulls and the last calls of a batch count as
 * what they are; the more have ended, the surer is the rate.
 */
export function soonestEnd({ batch, left, ended, callTime, mostActive }: Milestone): number {
  if (!left || !mostActive) return 0;
  const shortestMean = callTime / (ended + 2 * Math.sqrt(ended) + Math.max(1, batch.active));
  // The last of many calls to end outlasts the mean by a logarithm, and at least by part of it.
  const rounds = batch.waiting / mostActive + 0.4 * Math.log(Math.min(mostActive, left));
  return shortestMean * rounds;
}

/** How calls ended from one milestone to a later one, each millisecond. */
export interface Pace {
  calls: number;
  /** By all the time. */
  throughput: number;
  /** By the time in which calls were active: what it can be without lulls. */
  busy: number;
  /** How much fewer calls were left: what it comes to with those that joined or came back. */
  net: number;
}

/** Once so many calls ended, a rate can be trusted, and what was before may no longer be true. */
const enoughCalls = ({ left }: Mark): number => Math.min(Math.max(left / 3, 30), 1000);

/** The pace of the whole watch, and that of late: since a third as many calls ended as are left. */
export function pacesOf(marks: readonly Mark[], last: Mark): [whole: Pace, late: Pace] {
  const first = marks[0]!;
  const enough = enoughCalls(last);
  const recent = marks.findLast(({ ended }) => last.ended - ended >= enough);
  return [paceBetween(first, last), paceBetween(recent ?? first, last)];
}

const mostMarks = 10;

/** Adds a mark unless the last one is as good. The first stays, and those of late. */
export function withMark(
  marks: readonly Mark[],
  { time, ended, busyTime, left }: Mark,
): readonly Mark[] {
  const last = marks.at(-1);
  if (last && ended - last.ended < enoughCalls(last) / 8) return marks;
  const kept = marks.filter((_, index) => index !== 1 || marks.length < mostMarks);
  return [...kept, { time, ended, busyTime, left }];
}

function paceBetween(first: Mark, last: Mark): Pace {
  const calls = last.ended - first.ended;
  const time = last.time - first.time;
  return {
    calls,
    throughput: calls / time,
    // Calls that were cancelled did not end.
    net: Math.min(calls, first.left - last.left) / time,
    busy: calls / (last.busyTime - first.busyTime),
  };
}
