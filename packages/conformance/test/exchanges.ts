import { fileURLToPath } from 'node:url';
import { goodBatch } from '@batch-status/loopback/batches';
import type { Exchange } from '../src/index.ts';

/** A path relative to the root of the repository. */
export function repositoryFile(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

export const phoneNumber = '+15550001234';
export const apiKey = 'sk-live-51H8planted';

interface Options {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  url?: string;
  method?: string;
}

/** An exchange of the status operation; a body that is not a string is sent as JSON. */
export function exchange({
  status = 200,
  body,
  headers = { 'content-type': 'application/json; charset=utf-8' },
  url = 'http://127.0.0.1:4010/v1/api/batch-calls/batch_1/status',
  method = 'GET',
}: Options = {}): Exchange {
  return {
    request: { method, url, headers: { 'x-api-key': apiKey } },
    response: {
      status,
      headers,
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    },
    source: { file: 'recording.har', entry: 0 },
  };
}

/** A batch with one call of each kind. */
export function batch(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...goodBatch,
    recent_calls: [
      { jobId: 'call_1', status: 'completed', phone_number: phoneNumber, duration: 42 },
      { jobId: 'call_2', status: 'failed', phone_number: phoneNumber, error: 'Number busy' },
      { jobId: 'call_3', status: 'active', phone_number: phoneNumber },
    ],
    ...changes,
  };
}
