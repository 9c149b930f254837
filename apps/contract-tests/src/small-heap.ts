import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap of this process small from now on. Node lets the room for new objects grow to a
 * hundred megabytes, and waits with what is older until there is as much again and more; but all that
 * a recording is made into is garbage a moment later, so that more room is only filled more slowly.
 */
export function keepHeapSmall(): void {
  // This thread has the room for new objects that it had when the contract was read, another these
  // megabytes.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=4');
  setFlagsFromString('--heap-growing-percent=75');
  // There is next to nothing to share between the collector's threads.
  setFlagsFromString('--no-parallel-scavenge');
}
