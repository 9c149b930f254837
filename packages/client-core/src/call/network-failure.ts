import { explainFailure, withoutContents } from '#platform';
import { NetworkError, type ErrorDetails } from '../errors/errors.ts';
import { secretsIn } from '../settings/credentials.ts';
import type { CallContext } from './reply.ts';

/**
 * Makes the error of a request without a response. If the platform's error shows that a retry cannot
 * help, it is not `retryable`.
 */
export function networkFailure(
  thrown: unknown,
  { path, headers }: CallContext,
  details: ErrorDetails,
): NetworkError {
  const cause = withoutContents(thrown, secretsIn(headers));
  const { what, ...more } = explainFailure(cause);
  return new NetworkError(`GET ${path} ${what}`, { ...details, ...more, cause });
}
