/**
 * A proxy between web pages and the service. It adds the key, removes the called numbers, and shares
 * one response between all pages that poll within two seconds. Pages use `baseUrl: '/api'`.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  isBatchStatusError,
  maskPhoneNumbers,
  sensitiveMembers,
  type BatchStatus,
  type BatchStatusClient,
  type ErrorCode,
} from '@batch-status/node';

const path = /^\/api\/v1\/api\/batch-calls\/([^/?]+)\/status$/;

/** The status to return for an error of the page. For every other error, it is 502. */
const statuses: Partial<Record<ErrorCode, number>> = {
  invalid_argument: 400,
  not_found: 404,
  rate_limited: 429,
};

/** @param shareFor How long pages share a response, in milliseconds. */
export function webProxy(client: BatchStatusClient, shareFor = 2_000): RequestListener {
  const shared = new Map<string, Promise<BatchStatus>>();

  function read(batchId: string): Promise<BatchStatus> {
    const cached = shared.get(batchId);
    if (cached) return cached;
    const batch = client.getBatchStatus(batchId);
    shared.set(batchId, batch);
    const forget = (): boolean => shared.delete(batchId);
    batch.then(() => setTimeout(forget, shareFor).unref(), forget);
    return batch;
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Authorize the user here, before the batch is read.
    const [, encoded] = path.exec(request.url ?? '') ?? [];
    if (request.method !== 'GET' || encoded === undefined) {
      send(response, 404, { error: 'Not found' });
      return;
    }
    try {
      send(response, 200, await read(decodeURIComponent(encoded)), withoutPersonalData);
    } catch (error) {
      const code = isBatchStatusError(error) ? error.code : undefined;
      const status = error instanceof URIError ? 400 : ((code && statuses[code]) ?? 502);
      send(response, status, { error: code ?? 'bad_request' });
    }
  }
  return (request, response) => void respond(request, response);
}

type Replacer = (name: string, value: unknown) => unknown;

const isSensitive = (name: string): boolean =>
  (sensitiveMembers as readonly string[]).includes(name);

/** Removes members that the contract marks as sensitive, and masks phone numbers in unknown members. */
const withoutPersonalData: Replacer = (name, value) => {
  if (isSensitive(name)) return undefined;
  return typeof value === 'string' && name !== 'jobId' ? maskPhoneNumbers(value) : value;
};

function send(response: ServerResponse, status: number, body: object, replacer?: Replacer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'private, no-cache',
  });
  response.end(JSON.stringify(body, replacer));
}
