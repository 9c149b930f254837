import type { MonitorFailure } from './monitor-report.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { withoutContents } from '../errors/without-contents.ts';
import type { WatchUpdate } from '../watch/watch-report.ts';

/** Hides the update from loggers, which print members: its batch contains phone numbers. */
export class FailureReport implements MonitorFailure {
  readonly type = 'failure';
  readonly batchId: string;
  readonly error: Error;
  readonly #update: WatchUpdate | undefined;

  /** @param thrown What the client threw. */
  constructor(batchId: string, thrown: unknown, update: WatchUpdate | undefined) {
    this.batchId = batchId;
    this.error = isError(thrown) ? thrown : notAnError(thrown);
    this.#update = update && { ...update, nextCheckAt: undefined };
  }

  get update(): WatchUpdate | undefined {
    return this.#update;
  }
}

function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    // A proxy whose trap throws.
    return false;
  }
}

const notAnError = (thrown: unknown): ConfigurationError =>
  new ConfigurationError('`client` threw a value that is not an Error.', {
    option: 'client',
    cause: withoutContents(thrown),
  });
