import { RequestError } from '@batch-status/server';

/** The key may not read the workspace. */
export function forbidden(): RequestError {
  return new RequestError(403, { error: 'This key may not read the workspace' });
}

/** @param wait Milliseconds until a request is allowed. */
export function tooManyRequests(wait: number): RequestError {
  return new RequestError(
    429,
    {
      error: 'Too many requests',
      message: 'The rate limit is exceeded; wait as long as Retry-After says.',
    },
    { 'Retry-After': String(Math.ceil(wait / 1000)) },
  );
}

/** The server cannot answer. Only its log says why. */
export function serverError(): RequestError {
  return new RequestError(500, { error: 'Failed to retrieve batch progress' });
}
