import type { Watched } from './watched.ts';

/** Where what is learnt of the batches goes. */
export interface Display {
  /** Tells what has changed; of the others, what was told before still holds. */
  show: (changed: Watched) => void;
  /** Leaves the terminal as it was found, below what was shown. */
  close: () => void;
}
