import type { Outputs } from '@batch-status/command';
import type { Log } from '@batch-status/server';

/** What the command needs from the process that it runs in. */
export interface Surroundings extends Outputs {
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the command is to stop. */
  stop: AbortSignal;
}

/** Writes errors of the server itself, for its operator. */
export const logTo =
  (stderr: Outputs['stderr']): Log =>
  (message, cause) =>
    stderr.write(`${message}${cause instanceof Error ? ` ${cause.stack}` : ''}\n`);
