import {
  ApiError,
  batchPath,
  defaultPathPrefix,
  detailsOf,
  NetworkError,
  ProtocolError,
  requestOf,
  TimeoutError,
  type BatchStatusResponse,
  type Clock,
} from '@batch-status/client-core';
import { takeOutFaults, type BatchStatus } from '@batch-status/spec';

/** How long a request may take, in milliseconds. */
const deadline = 30_000;

const codes: Record<number, ApiError['code']> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

/**
 * Requests a batch once from a proxy that has the key. It does without what the client does beside
 * that: what follows a batch sends failed requests again, and a page has no secrets to remove.
 */
export async function requestBatch(
  baseUrl: string,
  batchId: string,
  caller: AbortSignal,
  clock: Clock,
): Promise<BatchStatusResponse> {
  const url = baseUrl.replace(/\/+$/, '') + batchPath(defaultPathPrefix, batchId);
  const call = { url, attempts: 1, listeners: [], headers: {} };
  const sentAt = clock.now();
  const end = new AbortController();
  const signal = AbortSignal.any([caller, end.signal]);
  const name = requestOf(call);
  const load = async (): Promise<BatchStatusResponse> => {
    const response = await fetch(url, { signal, cache: 'no-store' });
    const text = await response.text();
    const { status, headers } = response;
    const retryAfter = Number(headers.get('retry-after')) * 1000 || undefined;
    const details = { ...detailsOf(call), status, retryAfter };
    if (status >= 400) {
      const code = codes[status] ?? 'api_error';
      throw new ApiError(code, `${name} returned ${status}.`, details);
    }
    const batch = parse(text);
    if (takeOutFaults(batch).some(({ required }) => required)) {
      throw new ProtocolError('malformed', `${name} did not return a batch.`, details);
    }
    const serverTime = Date.parse(headers.get('date')!) || undefined;
    return { batch: batch as BatchStatus, sentAt, receivedAt: clock.now(), serverTime, retryAfter };
  };
  const late = async (): Promise<never> => {
    await clock.sleep(deadline, signal);
    throw new TimeoutError(`${name} took longer than ${deadline / 1000} s.`, detailsOf(call));
  };
  try {
    return await Promise.race([load(), late()]);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new NetworkError(`${name} got no response.`, detailsOf(call));
  } finally {
    end.abort();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
