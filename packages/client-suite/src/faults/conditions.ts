import { good, json, refusal, send, type Respond } from './respond.ts';
import { goodBatch } from '@batch-status/loopback/batches';
import { byName } from './by-name.ts';

/** Returns a batch with an `ETag`, and a 304 to a request with that condition. */
export const unlessChanged: Respond = (response, _nth, request) =>
  request.headers['if-none-match'] === '"r1"'
    ? response.writeHead(304, { etag: '"r1"', 'retry-after': '7' }).end()
    : good(response, { etag: '"r1"' });

/** Returns a batch with an `ETag`, but refuses each condition. */
const refusedCondition =
  (status: number): Respond =>
  (response, nth, request) =>
    request.headers['if-none-match']
      ? refusal(status)(response, nth, request)
      : good(response, { etag: '"r1"' });

/** Returns a batch with this `ETag`, and a 304 to a request with that condition. */
const tagged =
  (etag: string): Respond =>
  (response, _nth, request) =>
    request.headers['if-none-match'] === etag
      ? response.writeHead(304, { etag }).end()
      : good(response, { etag });

const refusedWith = [400, 402, 405, 406, 409, 410, 412, 413, 415, 417, 422, 428, 431, 500] as const;

/** How a server handles conditional requests. */
export const conditionFaults = {
  ...byName(refusedWith, (status) => `condition-refused-with-${status}` as const, refusedCondition),
  'weak-etag': tagged('W/"r1"'),
  'etag-without-quotes': tagged('r1'),
  'etag-of-any-state': tagged('*'),
  'etag-then-none': (response, nth) => good(response, nth === 1 ? { etag: '"r1"' } : {}),
  /** Each response has a new tag, and a condition is never met. */
  'etag-that-changes': (response, nth) => good(response, { etag: `"r${nth}"` }),
  'etag-of-malformed': (response, nth) =>
    nth === 1 ? send(response, 200, '{', { etag: '"r1"' }) : good(response),
  'etag-of-refusal': (response, nth) =>
    nth === 1 ? json(response, 404, { error: 'No' }, { etag: '"r1"' }) : good(response),
  /** The third response differs from the one that was cached. */
  'etag-with-news': (response, nth, request) =>
    nth === 3
      ? json(response, 200, { ...goodBatch, completed: 96, waiting: 44 }, { etag: '"r2"' })
      : unlessChanged(response, nth, request),
} satisfies Record<string, Respond>;
