import type { FollowedBatch } from '../watch/followed-batch.ts';

const members = [
  'startedAt',
  'forecast',
  'problem',
  'failures',
  'failingSince',
  'inARow',
  'inARowSince',
  'retryAfter',
  'askedToWaitUntil',
  'longestPause',
  'nextCheckAt',
] as const;

type Known = Pick<FollowedBatch, (typeof members)[number]>;

/** What is known about a followed batch, for another process. Times are in milliseconds. */
export interface FollowedState extends Known {
  /** How often there was news. */
  news: number;
}

/** @param news How often there was news. */
export const stateOf = (batch: FollowedBatch, news: number): FollowedState => ({
  ...knownOf(batch),
  news,
});

/** Takes over what another process knows about a batch. */
export const adopt = (batch: FollowedBatch, state: FollowedState): void => {
  Object.assign(batch, knownOf(state));
};

const knownOf = (source: Known): Known =>
  Object.fromEntries(members.map((name) => [name, source[name]])) as unknown as Known;
