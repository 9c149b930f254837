import { describe, expect, test } from 'vitest';
import {
  ApiError,
  createMonitor,
  NetworkError,
  ProtocolError,
  type BatchStatusError,
  type CallEvent,
} from '../../src/index.ts';
import {
  minute,
  hour,
  sourceOf,
  sourceOfMany,
  monitorOf,
  listen,
  phasesOf,
} from './monitored-batches.ts';

const unavailable = new ApiError('api_error', 'unavailable', { status: 503 });

describe('a monitor whose requests fail', () => {
  test.each<[string, BatchStatusError, requests: [least: number, most: number]]>([
    ['a 401', new ApiError('unauthorized', 'no', { status: 401 }), [1, 1]],
    ['a 403', new ApiError('forbidden', 'no', { status: 403 }), [1, 1]],
    ['a 404', new ApiError('not_found', 'no', { status: 404 }), [3, 10]],
    ['a 410', new ApiError('api_error', 'no', { status: 410 }), [3, 10]],
    ['a final network error', new NetworkError('no', { retryable: false }), [3, 10]],
  ])('gives up the batch alone that fails with %s', async (_what, refusal, [least, most]) => {
    const source = sourceOf({ a: {}, b: {} });
    const startedAt = source.clock.now();
    source.fault = (at, batchId) =>
      batchId === 'a' && at > startedAt + 5 * minute ? refusal : undefined;
    const monitor = monitorOf(source);
    const { received } = listen(monitor);
    await source.clock.advance(2 * hour);
    const last = received.findLast(({ batchId }) => batchId === 'a');
    const update = { phase: 'running', nextCheckAt: undefined };
    expect(last).toMatchObject({ type: 'failure', error: { code: refusal.code }, update });
    expect(phasesOf(received, 'b').at(-1)).toBe('complete');
    const after = source.sent.filter(
      ({ at, batchId }) => batchId === 'a' && at > startedAt + 5 * minute,
    );
    expect(after.length).toBeGreaterThanOrEqual(least);
    expect(after.length).toBeLessThanOrEqual(most);
  });

  test('tolerates a 404 for 30 seconds, because the batch may be new', async () => {
    const notFound = new ApiError('not_found', 'no batch', { status: 404 });
    const source = sourceOf({ early: {}, never: {} });
    const startedAt = source.clock.now();
    source.fault = (at, batchId) =>
      batchId === 'never' || at < startedAt + 20_000 ? notFound : undefined;
    const { received } = listen(monitorOf(source));
    await source.clock.advance(2 * hour);
    expect(phasesOf(received, 'early').at(-1)).toBe('complete');
    const message = 'no batch It was retried for 30 s (`notFoundGrace`).';
    expect(received.filter(({ batchId }) => batchId === 'never')).toMatchObject([
      { type: 'failure', error: { code: 'not_found', message, cause: notFound } },
    ]);
    const last = source.sent.findLast(({ batchId }) => batchId === 'never');
    expect(last!.at - startedAt).toBe(30_000);
  });

  test('gives up a batch at its first 404 if `notFoundGrace` is 0', async () => {
    const notFound = new ApiError('not_found', 'no batch', { status: 404 });
    const source = sourceOf({ a: {} });
    source.fault = () => notFound;
    const { received } = listen(monitorOf(source, { notFoundGrace: 0 }));
    await source.clock.advance(minute);
    expect(received).toMatchObject([{ type: 'failure', error: notFound }]);
    expect(source.sent).toHaveLength(1);
  });

  test('does not slow down because of new batches that return 404', async () => {
    const source = sourceOfMany(100);
    source.fault = () => new ApiError('not_found', 'no batch', { status: 404 });
    const monitor = monitorOf(source);
    await source.clock.advance(11_000);
    expect(new Set(source.sent.map(({ batchId }) => batchId)).size).toBe(100);
    monitor.close();
  });

  test('gives up a batch if the client throws an error that is not of this library', async () => {
    const mistake = new TypeError('not a function');
    const source = sourceOf({ a: {} });
    source.fault = () => mistake;
    const { received } = listen(monitorOf(source));
    await source.clock.advance(minute);
    expect(received).toEqual([
      { type: 'failure', batchId: 'a', error: mistake, update: undefined },
    ]);
  });

  test('wraps a thrown value that is not an Error', async () => {
    const { clock } = sourceOf({});
    const thrown: unknown = Object.create(null);
    const client = { getBatchStatus: () => Promise.reject(thrown) };
    const monitor = createMonitor(client, { clock, reportPending: false });
    const { received } = listen(monitor);
    monitor.add('a');
    await clock.advance(minute);
    expect(received).toMatchObject([{ batchId: 'a', error: { cause: thrown } }]);
    expect(received[0]!.error).toBeInstanceOf(Error);
  });

  test('survives transient failures, and reports them as problems and events', async () => {
    const source = sourceOf({ a: {} });
    const startedAt = source.clock.now();
    const between = (at: number, from: number, to: number): boolean =>
      at >= startedAt + from && at < startedAt + to;
    source.fault = (at) => (between(at, 5 * minute, 6 * minute) ? unavailable : undefined);
    const events: CallEvent[] = [];
    const { received } = listen(monitorOf(source, { onEvent: (event) => events.push(event) }));
    await source.clock.advance(2 * hour);
    const problems = received.filter((report) => report.type === 'update' && report.problem);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ problem: unavailable });
    expect(events.filter(({ type }) => type === 'retry').length).toBeGreaterThan(1);
    expect(phasesOf(received, 'a').at(-1)).toBe('complete');
  });
});

test('a batch is given up soon if no response was a batch', async () => {
  const page = new ProtocolError('malformed', 'a page for people', { status: 200 });
  const source = sourceOf({ a: {} });
  source.fault = () => page;
  const { received } = listen(monitorOf(source));
  await source.clock.advance(minute);
  expect(received).toEqual([{ type: 'failure', batchId: 'a', error: page, update: undefined }]);
  expect(source.sent).toHaveLength(2);
});
