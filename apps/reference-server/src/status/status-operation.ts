import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BatchStatus } from '@batch-status/spec';
import { authenticator } from './authenticate.ts';
import { isBatchId } from '../batches/batch-id.ts';
import type { Batches } from '../batches/batches.ts';
import type { Operation } from '../http/request-listener.ts';
import { allowedMethods, preflightHeaders } from '../http/cors.ts';
import type { StoredBatch } from '../store/batch-store.ts';
import { batchEncoder } from './encode-batch.ts';
import { matchesEntityTag } from './entity-tag.ts';
import { batchNotFound, tooManyRequests } from './refusals.ts';
import { RequestError } from '../http/request-error.ts';
import type { Situation } from './situations.ts';

export interface StatusOperationOptions {
  batches: Batches;
  situations: ReadonlyMap<string, Situation>;
  apiKey: string;
  workspaceId: string;
  now: () => number;
  /** The smallest `Retry-After` of an unfinished batch, in seconds. */
  retryAfter: number;
  /** See `rateLimiter`. */
  limit: ((now: number) => number) | undefined;
}

/**
 * The operation `getBatchStatus`.
 *
 * The operation throws a `RequestError`, or rejects with one, for every error of the contract.
 */
export function statusOperation(options: StatusOperationOptions): Operation {
  const { batches, situations, now, limit } = options;
  const authenticate = authenticator(options.apiKey, options.workspaceId);
  const encode = batchEncoder((batchId) => situations.get(batchId)?.status);

  const answer = (request: IncomingMessage, response: ServerResponse, batch: StoredBatch): void => {
    const encoded = encode(batch);
    const untilChange = batches.nextChangeAt(batch.batchId) - now();
    const pause = retryAfterHeader(batch.status, untilChange, options.retryAfter);
    if (matchesEntityTag(request.headers['if-none-match'], encoded.etag)) {
      response.writeHead(304, encoded.headers.concat(pause)).end();
      return;
    }
    // Node omits the body of a response to HEAD.
    response.writeHead(200, encoded.bodyHeaders.concat(pause)).end(encoded.body);
  };

  const read = async (batchId: string, before: Situation['before']): Promise<StoredBatch> => {
    await before?.();
    const batch = await batches.read(batchId);
    if (batch === undefined) throw batchNotFound();
    return batch;
  };

  return (request, response, batchId) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, preflightHeaders).end();
      return undefined;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new RequestError(405, { error: 'Method not allowed' }, { Allow: allowedMethods });
    }
    authenticate(request);
    const wait = limit?.(now()) ?? 0;
    if (wait > 0) throw tooManyRequests(wait);
    refuseBadId(batchId);
    const before = situations.get(batchId)?.before;
    const batch = before === undefined ? batches.peek(batchId) : undefined;
    if (batch === undefined) {
      return read(batchId, before).then((found) => answer(request, response, found));
    }
    answer(request, response, batch);
    return undefined;
  };
}

function refuseBadId(batchId: string): void {
  if (isBatchId(batchId)) return;
  throw new RequestError(400, {
    error: 'Invalid batch id',
    message:
      'A batch id must not be empty or a dot segment, and must not contain control characters.',
  });
}

function retryAfterHeader(
  { isComplete, active }: BatchStatus,
  untilChange: number,
  least: number,
): readonly string[] {
  if (isComplete) return [];
  // The end of a call cannot be known, so the next change is known only if no call is active.
  const known = active === 0 && Number.isFinite(untilChange) ? Math.ceil(untilChange / 1000) : 0;
  const seconds = Math.max(least, known);
  return seconds === 0 ? [] : ['Retry-After', String(seconds)];
}
