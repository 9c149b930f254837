import type { MonitorFailure } from './monitor-report.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { withoutContents } from '#platform';
import type { WatchUpdate } from '../watch/watch-report.ts';

/** Not members: loggers print those, and a batch contains phone numbers. */
const updates = new WeakMap<object, WatchUpdate | undefined>();

abstract class WithUpdate {
  /** As in the class of `WatchError`: Node's `inspect` must not print the getter. */
  static readonly name: string = 'Object';

  get update(): WatchUpdate | undefined {
    return updates.get(this);
  }
}

/** The last report about a batch that the monitor gave up. */
export class FailureReport extends WithUpdate implements MonitorFailure {
  readonly type = 'failure';
  readonly batchId: string;
  readonly error: Error;

  /** @param thrown What the client threw. */
  constructor(batchId: string, thrown: unknown, update: WatchUpdate | undefined) {
    super();
    this.batchId = batchId;
    this.error = isError(thrown) ? thrown : notAnError(thrown);
    updates.set(this, update && { ...update, nextCheckAt: undefined });
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
