import type { Watched } from './watched.ts';

/** Shows the state of the batches. */
export interface Display {
  /** Shows a batch that has changed. */
  show: (changed: Watched) => void;
  /** Ends the display; the cursor is below what was shown. */
  close: () => void;
}

/** Shows nothing. */
export const noDisplay: Display = { show: () => undefined, close: () => undefined };
