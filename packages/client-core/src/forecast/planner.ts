import type { Observation } from './observation.ts';
import type { Phase } from './phase.ts';
import type { Progress } from './progress.ts';

/** What the answers so far tell of a batch. Times are in milliseconds. */
export interface Learnt extends Observation {
  phase: Phase;
  progress: Progress;
  /** The least time that the calls left can take if they go on as they were seen to. */
  soonest: number;
  /** How long the batch has gone on, as far as is known by either of the clocks. */
  age: number;
  /** How long it has been the same. */
  unchangedFor: number;
  /** How long calls were seen active without one ending. */
  quietFor: number;
}

/** What is known when it is decided when to ask next. Times are in milliseconds. */
export interface Outlook {
  /** After how long data is too old; `Infinity` where only the end counts. */
  maxStaleness: number;
  /** How long the server asked to wait with its last answer. */
  retryAfter: number | undefined;
  /** How many requests failed since the last answer. */
  failures: number;
  /** What was learnt last, or nothing before the first answer. */
  learnt: Learnt | undefined;
  /** At least 0, below 1. */
  random: number;
}

/** Two seconds, which is as late as nobody minds, less a round trip. */
const shortestDelay = 1_900;
/** In less, no call that still waits is dialled and over. */
const shortestCall = 5_000;
/** However far the end seems, a batch may be cancelled. */
const longestDelay = 3_600_000;
const longestBackOff = 60_000;

/**
 * How long to wait before asking again, in milliseconds. Whoever cannot ask for all batches in
 * time asks first where the greatest multiple of this has passed: that request is worth most.
 */
export function planNextCheck(outlook: Outlook): number {
  const { maxStaleness, failures, retryAfter = 0 } = outlook;
  if (failures > 0) return Math.max(backOffAfter(failures, outlook.random), retryAfter);
  return Math.min(maxStaleness, Math.max(untilEnd(outlook.learnt), retryAfter));
}

/** Half of it is jitter: watchers that failed together do not return together. */
function backOffAfter(failures: number, random: number): number {
  const longest = Math.min(longestBackOff, 1_000 * 2 ** (failures - 1));
  return longest * (0.5 + 0.5 * random);
}

/**
 * Goes three fifths of the way to the soonest end each time, and so comes close to it in a few
 * requests, however long the batch is. Once the end may come at any moment, it asks a little before
 * each hundredth of the batch's age, which is how late an end may be seen.
 */
function untilEnd(learnt: Learnt | undefined): number {
  if (!learnt) return shortestDelay;
  const { batch, phase, soonest, age, unchangedFor } = learnt;
  const delays = [
    shortestDelay,
    age / 115,
    // A batch that was watched for a minute foretells one more, not an hour.
    Math.min(soonest * 0.6, age),
  ];
  if (batch.waiting > 0) delays.push(shortestCall);
  // Nothing foretells when it starts.
  if (phase === 'queued') delays.push(age / 20);
  // What has not changed for long will not soon; but a batch whose calls are over ends within minutes.
  if (phase !== 'finishing') delays.push(unchangedFor ** 2 / (age || 1) / 7);
  return Math.min(Math.max(...delays), longestDelay);
}
