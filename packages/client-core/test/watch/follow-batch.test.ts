import { describe, expect, test } from 'vitest';
import {
  ApiError,
  followBatch,
  watch,
  type WatchPending,
  type WatchUpdate,
} from '../../src/index.ts';
import { SimulatedSource } from '../simulated-source.ts';

/** About 20 minutes: 600 calls of a minute, 30 at once. */
const scenario = { calls: 600, concurrency: 30, meanCallDuration: 60, startDelay: 30_000 };

type Report = WatchUpdate | WatchPending;
type Follow = (source: SimulatedSource, signal: AbortSignal) => AsyncIterable<Report>;

const byWatch: Follow = (source, signal) =>
  watch(source, 'b', { signal, clock: source.clock, everyCheck: true, reportPending: true });

const byFollowBatch: Follow = (source, signal) =>
  followBatch(() => source.requestBatchStatus('b', { signal }), { signal, clock: source.clock });

/** What is reported, and the error in the end. */
async function reportsOf(follow: Follow, source: SimulatedSource): Promise<unknown[]> {
  const found: unknown[] = [];
  const all = async (): Promise<void> => {
    try {
      const { signal } = new AbortController();
      for await (const report of follow(source, signal)) found.push(report);
    } catch (error) {
      found.push(String(error));
    }
  };
  await source.clock.run(all());
  return found;
}

describe('following a batch without options', () => {
  test.each<[string, (request: number) => Error | undefined]>([
    ['no request fails', () => undefined],
    [
      'some requests fail',
      (request) =>
        request % 3 ? undefined : new ApiError('api_error', 'unavailable', { status: 503 }),
    ],
    [
      'the server asks to wait',
      (request) =>
        request % 4
          ? undefined
          : new ApiError('rate_limited', 'slowly', { status: 429, retryAfter: 40_000 }),
    ],
    ['it is not found', () => new ApiError('not_found', 'unknown', { status: 404 })],
    ['it is refused', () => new ApiError('unauthorized', 'no', { status: 401 })],
  ])('reports the same at the same times as a watch: %s', async (_, failureOf) => {
    const [reports, others] = await Promise.all(
      [byWatch, byFollowBatch].map((follow) => {
        const source = new SimulatedSource(scenario);
        source.fault = failureOf;
        return reportsOf(follow, source);
      }),
    );
    expect(reports!.length).toBeGreaterThan(1);
    expect(others).toEqual(reports);
  });
});
