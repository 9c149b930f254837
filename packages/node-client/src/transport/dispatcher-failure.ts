import {
  ConfigurationError,
  secretsIn,
  withoutContents,
  type RequestHeaders,
} from '@batch-status/client-core';

const closed = new Set(['UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/**
 * Returns the error of a request, or a {@link ConfigurationError} instead if the dispatcher is the
 * cause.
 *
 * @param headers Those of the request, which the error must not contain.
 * @param incompatible The code that shows that the dispatcher is from another version of undici.
 */
export function dispatcherFailure(
  error: unknown,
  headers: RequestHeaders,
  incompatible?: string,
): unknown {
  const cause = withoutContents(error, secretsIn(headers));
  const { code = '' } = (cause ?? {}) as { code?: string };
  if (!closed.has(code) && code !== incompatible) return error;
  const found = closed.has(code) ? 'is closed' : 'does not accept the request';
  return new ConfigurationError(
    `\`dispatcher\` must be open, and from undici 8.7 or later; got one that ${found}.`,
    { option: 'dispatcher', cause },
  );
}
