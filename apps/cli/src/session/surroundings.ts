import type { Clock } from '@batch-status/time';
import type { ClientOptions } from './client.ts';
import type { Output } from './output.ts';

/** What the command needs of the process that it runs in. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  stdout: Output;
  stderr: Pick<Output, 'write' | 'isTTY'>;
  /** Aborted when the user interrupts the command. */
  signal: AbortSignal;
  /** Default: the machine's. */
  clock?: Clock;
  /** What carries the requests. Default: the client's own. */
  dispatcher?: ClientOptions['dispatcher'];
}
