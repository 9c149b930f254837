import type { Watched } from './watched.ts';

/** Where what is learnt of the batches goes. */
export interface Display {
  /** Tells what has changed; of the others, what was told before still holds. */
  show: (changed: Watched) => void;
  /** Leaves the terminal as it was found, below what was shown. */
  close: () => void;
}

/** The part of an output that the command uses, be it a terminal or not. */
export interface Output {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;
  write: (text: string) => boolean;
  on: (event: 'resize', listener: () => void) => unknown;
  off: (event: 'resize', listener: () => void) => unknown;
}

/** The part of it that what does not draw needs. */
export type Writable = Pick<Output, 'write'>;
