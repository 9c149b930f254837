/** A model of how a peer polls. */
export interface PollingPeer {
  name: string;
  /** The pause after the nth check, in milliseconds. */
  pauseAfter: (check: number, random: () => number) => number;
}

/** The name of plain exponential backoff. */
export const exponential = 'exponential 2–120 s';

/**
 * The default schedules of peers. The packages themselves would take minutes for a thousand batches
 * of up to two days. `polling-peers.test.ts` compares the models with the packages.
 */
export const pollingPeers: PollingPeer[] = [
  // `openai` 7.57, lib/polling.js: five seconds, unless its server requests another pause.
  { name: 'fixed 5 s, OpenAI', pauseAfter: () => 5_000 },
  { name: 'AWS waiter', pauseAfter: waiterPause },
  { name: 'Azure core-lro', pauseAfter: () => 2_000 },
  // Not a package: the usual advice.
  { name: exponential, pauseAfter: (check) => Math.min(2_000 * 2 ** (check - 1), 120_000) },
];

/** `@smithy/util-waiter`: exponential, with full jitter from 2 s to 120 s, and then 120 s. */
function waiterPause(check: number, random: () => number): number {
  const [shortest, longest] = [2_000, 120_000];
  if (check > Math.log2(longest / shortest) + 1) return longest;
  const most = Math.min(shortest * 2 ** (check - 1), longest);
  return shortest + random() * (most - shortest);
}
