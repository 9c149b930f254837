import type { Observation } from './observation.ts';
import type { Phase } from './phase.ts';
import type { Progress } from './progress.ts';

/** What is known when it is decided when to ask next. */
export interface Outlook {
  /** `freshness`: nobody sees data older than `maxStaleness`. `completion`: only the end counts. */
  mode: 'freshness' | 'completion';
  /** Milliseconds. */
  maxStaleness: number;
  /** How long the server asked to wait with its last answer, in milliseconds. */
  retryAfter: number | undefined;
  /** How many requests failed since the last answer. */
  failures: number;
  /** How long the batch has been watched, in milliseconds. */
  watchedFor: number;
  /** How long the batch has been the same, in milliseconds. */
  unchangedFor: number;
  /** What was learnt last, or nothing before the first answer. */
  learnt: { observation: Observation; phase: Phase; progress: Progress } | undefined;
  /** At least 0, below 1. */
  random: number;
}

const shortestDelay = 1_000;
const longestBackOff = 60_000;
const longestDelay = 900_000;

/** How long to wait before asking again, in milliseconds. */
export function planNextCheck(outlook: Outlook): number {
  const { mode, maxStaleness, retryAfter, failures } = outlook;
  if (failures > 0) return Math.max(backOffAfter(failures, outlook.random), retryAfter ?? 0);
  if (mode === 'completion') return Math.max(untilCompletion(outlook), retryAfter ?? 0);
  return Math.min(maxStaleness, Math.max(untilChange(outlook), retryAfter ?? 0));
}

/** Half of it is jitter: watchers that failed together do not return together. */
function backOffAfter(failures: number, random: number): number {
  const longest = Math.min(longestBackOff, shortestDelay * 2 ** (failures - 1));
  return longest * (0.5 + 0.5 * random);
}

/**
 * Close to the end it asks more often, so that the end is seen when it comes; the less often, the
 * longer the end that seemed close has not come.
 */
function untilChange({ maxStaleness, unchangedFor, learnt }: Outlook): number {
  const soonest =
    learnt?.phase === 'finishing'
      ? 2 * shortestDelay
      : (learnt?.progress.timeLeft?.low ?? maxStaleness);
  return Math.max(shortestDelay, soonest, unchangedFor / 20);
}

/**
 * Two thirds of the way to the earliest end each time, which takes a number of requests that
 * grows with the logarithm of the batch's length; where the end cannot be foreseen, a twentieth of
 * the time watched.
 */
function untilCompletion({ watchedFor, unchangedFor, learnt }: Outlook): number {
  const shortest = Math.max(shortestDelay, watchedFor / 100, unchangedFor / 20);
  const wait = learnt?.progress.timeLeft ? (learnt.progress.timeLeft.low * 2) / 3 : watchedFor / 20;
  return Math.min(Math.max(wait, shortest), longestDelay);
}
