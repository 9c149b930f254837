import { explainFailure, withoutContents } from '#platform';
import { NetworkError } from '../errors/errors.ts';
import { secretsIn } from '../settings/credentials.ts';
import { detailsOf, requestOf, type CallContext } from './reply.ts';

/**
 * Makes the error of a request without a response. If the platform's error shows that a retry cannot
 * help, it is not `retryable`.
 */
export function networkFailure(thrown: unknown, call: CallContext): NetworkError {
  const cause = withoutContents(thrown, secretsIn(call.headers));
  const { what, ...more } = explainFailure(cause);
  return new NetworkError(`${requestOf(call)} ${what}`, { ...detailsOf(call), ...more, cause });
}
