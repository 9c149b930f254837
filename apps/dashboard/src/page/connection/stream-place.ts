import type { Clock } from '@batch-status/time';

/** One of the places for pages that hold a stream each. */
export interface StreamPlace {
  isHeld: () => boolean;
  /** Leaves the place to another page. */
  release: () => void;
}

/** Of the six connections to an origin, the others are for requests, and for pages without a place. */
const places = 3;

/**
 * Takes a place, now or when one is free. There are no places if the browser has no locks: it has them only on
 * pages from loopback or over HTTPS.
 */
export function takePlace(clock: Clock): StreamPlace {
  const { locks } = navigator as { locks?: LockManager };
  const left = new AbortController();
  let isHeld = false;
  const name = `batch-status-stream-${Math.floor(clock.random() * places)}`;
  const hold = async (): Promise<void> => {
    if (left.signal.aborted) return;
    isHeld = true;
    await new Promise((resolve) => {
      left.signal.addEventListener('abort', resolve);
    });
    isHeld = false;
  };
  // It is rejected when a page that waits for the place leaves.
  locks?.request(name, { signal: left.signal }, hold).catch(() => undefined);
  return { isHeld: () => isHeld, release: () => left.abort() };
}
