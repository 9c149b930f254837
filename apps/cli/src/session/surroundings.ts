import type { NodeClientOptions } from '@batch-status/node';
import type { Clock } from '@batch-status/time';
import type { Output } from './output.ts';

/** What the command needs from its process. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  /** Opens standard input. It is not called unless the command reads it. */
  stdin: () => AsyncIterable<Uint8Array>;
  stdout: Output;
  /** Returns a function that guesses whether standard output still has a reader. */
  hasReader?: () => () => boolean;
  stderr: Pick<Output, 'write' | 'isTTY'>;
  /** Aborted when the user interrupts the command. Its reason is the name of the system's signal. */
  signal: AbortSignal;
  /** Default: the system's clock. */
  clock?: Clock;
  /** Sends the requests. Default: the client's own dispatcher. */
  dispatcher?: NodeClientOptions['dispatcher'];
}
