import type { Outputs } from '@batch-status/command';

/** What the command needs from the process that it runs in. */
export interface Surroundings extends Outputs {
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the command is to stop. */
  stop: AbortSignal;
  /** The folder of the built page. */
  pageFolder: string;
}
