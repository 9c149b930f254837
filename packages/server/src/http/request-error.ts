import type { ApiErrorBody } from '@batch-status/spec';

/**
 * An error response. `authorize` and stores may throw one, and it is sent as it is. It must not
 * contain any part of the request.
 *
 * @example
 * ```ts
 * import { RequestError, type StatusHandlerOptions } from '@batch-status/server';
 *
 * const authorize: StatusHandlerOptions['authorize'] = ({ headers }) => {
 *   if (headers['x-api-key'] === 'secret') return 'my-workspace';
 *   throw new RequestError(401, { error: 'Invalid API key' });
 * };
 * ```
 */
export class RequestError extends Error {
  /** From 400 to 599. */
  readonly status: number;
  readonly body: ApiErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: ApiErrorBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.error);
    this.name = 'RequestError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
