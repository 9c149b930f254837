import type { Transport } from '@batch-status/client-core';
import type { ClientDispatcher } from './client-dispatcher.ts';
import { acceptedCodings } from './content-codings.ts';
import { dispatcherFailure } from './dispatcher-failure.ts';
import { ReplyHandler } from './reply-handler.ts';
import type { NodeReply } from './undecoded.ts';

/**
 * Sends requests through a dispatcher, which neither follows redirects nor retries. URLs must be
 * normalized, as by `URL`: parsing each one would cost as much as validating its response.
 *
 * @throws {ConfigurationError} if the dispatcher is closed or from another version of undici.
 */
export function undiciTransport(dispatcher: ClientDispatcher): Transport<NodeReply> {
  let ownHeaders = { 'accept-encoding': acceptedCodings, 'user-agent': 'batch-status-node' };
  // Some proxies name a coding that the body does not have.
  const refuseCodings = (): void => {
    ownHeaders = { ...ownHeaders, 'accept-encoding': 'identity' };
  };
  return ({ url, headers, maxBytes }, cancellation) =>
    new Promise((resolve, reject) => {
      const pathAt = url.indexOf('/', 'https://'.length);
      const fail = (error: unknown): void => reject(dispatcherFailure(error, headers));
      const handler = new ReplyHandler(maxBytes, resolve, fail, refuseCodings);
      cancellation.onCancel = handler.abort;
      try {
        dispatcher.current!.dispatch(
          {
            origin: url.slice(0, pathAt),
            path: url.slice(pathAt),
            method: 'GET',
            headers: { ...ownHeaders, ...headers },
            // Only the call's deadline applies. undici's own would end a call after 5 minutes.
            headersTimeout: 0,
            bodyTimeout: 0,
          },
          handler,
        );
      } catch (error) {
        // Other versions of undici throw, because they expect another kind of handler.
        reject(dispatcherFailure(error, headers, 'UND_ERR_INVALID_ARG'));
      }
    });
}
