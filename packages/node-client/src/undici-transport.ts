import type { Transport } from '@batch-status/client-core';
import type { ClientDispatcher } from './client-dispatcher.ts';
import { acceptedCodings } from './content-codings.ts';
import { ReplyHandler } from './reply-handler.ts';
import type { NodeReply } from './undecoded.ts';

const ownHeaders = { 'accept-encoding': acceptedCodings, 'user-agent': 'batch-status-node' };

/**
 * Sends requests through a dispatcher, which neither follows redirects nor retries. URLs must be
 * normalized, as by `URL`: parsing each one would cost as much as validating its response.
 */
export const undiciTransport =
  (dispatcher: ClientDispatcher): Transport<NodeReply> =>
  ({ url, headers, signal, maxBytes }) =>
    new Promise((resolve, reject) => {
      const pathAt = url.indexOf('/', 'https://'.length);
      const handler = new ReplyHandler(maxBytes, resolve, reject);
      signal.addEventListener('abort', handler.abort);
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
    });
