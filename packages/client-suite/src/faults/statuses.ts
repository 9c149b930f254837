import { goodBatch } from '@batch-status/loopback/batches';
import { byName } from './by-name.ts';
import { json, refusal, refusedAtFirst, type Respond } from './respond.ts';

const retried = [408, 425, 429, 500, 502, 503, 504] as const;

const final = [
  ...[400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418],
  ...[421, 422, 423, 424, 426, 428, 431, 451, 499],
  ...[501, 505, 506, 507, 508, 510, 511, 520, 521, 522, 523, 524, 525, 526, 530, 599],
] as const;

const successes = [202, 203, 206, 207, 226, 299] as const;

const withBatch =
  (status: number): Respond =>
  (response) =>
    json(response, status, goodBatch);

/** One response status each: always, or only once. */
export const statusFaults = {
  ...byName(
    [...retried, ...final],
    (status) => `status-${status}` as const,
    (status) => refusal(status),
  ),
  ...byName(
    retried,
    (status) => `status-${status}-once` as const,
    (status) => refusedAtFirst(1, status),
  ),
  ...byName(
    retried,
    (status) => `status-${status}-with-retry-after` as const,
    (status) => refusedAtFirst(1, status, { 'retry-after': '2' }),
  ),
  ...byName(successes, (status) => `status-${status}` as const, withBatch),
};
