import type { Exchange, Operation } from '@batch-status/conformance';

/** A response, and the operation that it is of, if it is of any. */
export interface Call extends Pick<Exchange, 'response' | 'source'> {
  operation: Operation | undefined;
}
