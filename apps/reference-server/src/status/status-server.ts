import { createServer } from 'node:http';
import { close, listen, type Address } from '@batch-status/http-server';
import {
  answerConnectionErrors,
  statusHandler,
  type BatchStore,
  type Log,
} from '@batch-status/server';
import { withHealth } from '../http/health.ts';
import { authenticator } from './authenticate.ts';
import { rateLimiter, type RateLimit } from './rate-limit.ts';
import { tooManyRequests } from './refusals.ts';

export interface StatusServerOptions {
  store: Pick<BatchStore, 'read'>;
  apiKey: string;
  workspaceId: string;
  rateLimit?: RateLimit | undefined;
  /** The smallest `Retry-After` of an unfinished batch, in seconds. */
  retryAfter: number;
  now: () => number;
  log: Log;
  isReady: () => Promise<boolean>;
}

/** A server of the operation, with one key. */
export interface StatusServer {
  listen: (port: number, host: string) => Promise<Address>;
  /** Finishes responses in progress, or ends them after a grace period in milliseconds. */
  close: (grace: number) => Promise<void>;
}

/** @throws RangeError if the rate limit is out of range. */
export function statusServer(options: StatusServerOptions): StatusServer {
  const { store, rateLimit, retryAfter, now, log, isReady } = options;
  const limit = rateLimit && rateLimiter(rateLimit);
  const authenticate = authenticator(options.apiKey, options.workspaceId);
  const closing = new AbortController();
  const handler = statusHandler({
    store,
    authorize: (request) => {
      const workspace = authenticate(request);
      const wait = limit?.(now()) ?? 0;
      if (wait > 0) throw tooManyRequests(wait);
      return workspace;
    },
    log,
    cors: true,
    retryAfter,
    now,
    closing: closing.signal,
  });
  // Node itself would answer a request without Host, without a body.
  const server = createServer({ requireHostHeader: false }, withHealth(handler, isReady));
  answerConnectionErrors(server, { cors: true });
  return {
    listen: (port, host) => listen(server, port, host),
    close(grace) {
      closing.abort();
      return close(server, grace);
    },
  };
}
