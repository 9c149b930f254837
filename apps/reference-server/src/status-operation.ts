import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticator } from './authenticate.ts';
import { isBatchId } from './batch-id.ts';
import type { BatchStore, StoredBatch } from './batch-store.ts';
import { allowedMethods, preflightHeaders } from './cors.ts';
import { batchEncoder, type EncodedBatch } from './encode-batch.ts';
import { matchesEntityTag } from './entity-tag.ts';
import { RequestError } from './request-error.ts';

export interface StatusOperationOptions {
  store: BatchStore;
  apiKey: string;
  workspaceId: string;
  now: () => number;
  /** Least seconds that an answer on an unfinished batch asks to wait. */
  retryAfter: number;
}

export type Operation = (
  request: IncomingMessage,
  response: ServerResponse,
  batchId: string,
) => void;

/**
 * The operation `getBatchStatus`.
 *
 * @throws RequestError for whatever the contract answers with an error.
 */
export function statusOperation(options: StatusOperationOptions): Operation {
  const { store, now, retryAfter } = options;
  const authenticate = authenticator(options.apiKey, options.workspaceId);
  const encode = batchEncoder();

  return (request, response, batchId) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, preflightHeaders).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new RequestError(405, { error: 'Method not allowed' }, { Allow: allowedMethods });
    }
    authenticate(request);
    const time = now();
    const encoded = encode(readBatch(store, batchId, time), time);
    const pause = retryAfterHeader(encoded, time, retryAfter);
    if (matchesEntityTag(request.headers['if-none-match'], encoded.etag)) {
      response.writeHead(304, [...encoded.headers, ...pause]).end();
      return;
    }
    // Node leaves the body out of the answer to a HEAD.
    response.writeHead(200, [...encoded.bodyHeaders, ...pause]).end(encoded.body);
  };
}

function readBatch(store: BatchStore, batchId: string, now: number): StoredBatch {
  if (!isBatchId(batchId)) {
    throw new RequestError(400, {
      error: 'Invalid batch id',
      message: 'A batch id is neither empty nor a dot segment, and has no control character.',
    });
  }
  const batch = store.read(batchId, now);
  if (batch === undefined) {
    throw new RequestError(404, {
      error: 'Batch not found',
      message: 'No batch with this id exists in the workspace.',
    });
  }
  return batch;
}

function retryAfterHeader(
  { isComplete, knownNextChange }: EncodedBatch,
  now: number,
  least: number,
): readonly string[] {
  if (isComplete) return [];
  const untilChange = knownNextChange === null ? 0 : Math.ceil((knownNextChange - now) / 1000);
  const seconds = Math.max(least, untilChange);
  return seconds === 0 ? [] : ['Retry-After', String(seconds)];
}
