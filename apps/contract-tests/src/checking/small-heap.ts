import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap of this process small from now on. Node lets the room for new objects grow to a
 * hundred megabytes, and waits with what is older until there is as much again and more; but all that
 * a recording is made into is garbage a moment later, so that more room is only filled more slowly.
 */
export function keepHeapSmall(): void {
  // This thread keeps the room for new objects that it has; another begins with as many megabytes.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=2');
  setFlagsFromString('--heap-growing-percent=25');
  // There is next to nothing to share between the collector's threads.
  setFlagsFromString('--no-parallel-scavenge');
}
