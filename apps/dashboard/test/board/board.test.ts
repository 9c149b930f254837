import {
  NetworkError,
  ProtocolError,
  TimeoutError,
  type BatchStatusError,
} from '@batch-status/node';
import { batchOf } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { apiError } from '../fake-service.ts';
import { followBoard } from './follow-board.ts';

const done = batchOf({ status: 'completed', isComplete: true, waiting: 0, active: 0 });

test('a batch that ended keeps its last state and costs no requests', async () => {
  const { board, service, pass, view } = followBoard();
  service.batches.set('b', done);
  board.add(['b']);
  await pass(1000);
  expect(view('b')).toMatchObject({ state: 'ended', last: { phase: 'complete', batch: done } });
  const { requests } = service;
  await pass(3_600_000);
  expect(service.requests).toBe(requests);
});

test('“ask again” shows the last state until the batch is received, also if it is running again', async () => {
  const { board, service, pass, view } = followBoard();
  service.batches.set('b', done);
  board.add(['b']);
  await pass(1000);
  const { phaseSince } = view('b');
  service.batches.set('b', batchOf({ active: 3, waiting: 5 }));
  board.add(['b']);
  expect(view('b')).toMatchObject({ state: 'followed', last: { phase: 'complete' } });
  await pass(1000);
  expect(view('b')).toMatchObject({ state: 'followed', last: { phase: 'running' } });
  expect(view('b').phaseSince).toBeGreaterThan(phaseSince);
  service.batches.set('b', done);
  await pass(60_000);
  expect(view('b')).toMatchObject({ state: 'ended', last: { phase: 'complete' } });
});

test('a batch that is not found is given up, keeps its last state, and can be asked for again', async () => {
  const { board, service, pass, view } = followBoard();
  board.add(['b']);
  await pass(1000);
  service.failures.set('b', apiError('not_found', 404));
  await pass(300_000);
  expect(view('b')).toMatchObject({
    state: 'givenUp',
    failure: { code: 'not_found' },
    last: { phase: 'running' },
  });
  expect(view('b').last).not.toHaveProperty('nextCheckAt');
  service.failures.clear();
  board.add(['b']);
  await pass(1000);
  expect(view('b')).toMatchObject({ state: 'followed', last: { phase: 'running' } });
  expect(view('b').failure).toBeUndefined();
});

test('a refused key concerns all batches: it is reported once, tried each minute, and recovers by itself', async () => {
  const { board, service, clock, pass, view } = followBoard({ limits: { requestsPerSecond: 5 } });
  const ids = ['a', 'b', 'c'];
  board.add(ids);
  await pass(2000);
  service.failures.set('*', apiError('unauthorized', 401));
  await pass(120_000);
  expect(board.state.keyRefused).toMatchObject({ code: 'unauthorized' });
  for (const id of ids) {
    expect(view(id)).toMatchObject({ state: 'followed', last: { phase: 'running' } });
    expect(view(id).failure).toBeUndefined();
  }
  const { requests } = service;
  await pass(3_600_000);
  expect(service.requests - requests).toBe(60);
  service.failures.clear();
  const recoveredAt = clock.now();
  await pass(61_000);
  expect(board.state.keyRefused).toBeUndefined();
  for (const id of ids) {
    const { last, failingSince } = view(id);
    expect(failingSince).toBeUndefined();
    expect(last).toMatchObject({ receivedAt: expect.toSatisfy((at) => at > recoveredAt) });
  }
});

test('a batch that the key may not read is refused alone, unless the key has never been accepted', async () => {
  const { board, service, pass, view } = followBoard({ limits: { requestsPerSecond: 5 } });
  board.add(['a', 'b', 'forbidden']);
  service.failures.set('*', apiError('forbidden', 403));
  await pass(5000);
  expect(board.state.keyRefused).toMatchObject({ code: 'forbidden' });
  service.failures.clear();
  service.failures.set('forbidden', apiError('forbidden', 403));
  await pass(130_000);
  expect(board.state.keyRefused).toBeUndefined();
  expect(['a', 'b', 'forbidden'].map((id) => view(id).state)).toEqual([
    ...['followed', 'followed'],
    'givenUp',
  ]);
  expect(view('forbidden').failure).toMatchObject({ code: 'forbidden' });
});

const passing: [string, BatchStatusError][] = [
  ['429 without Retry-After', apiError('rate_limited', 429)],
  ['429 with Retry-After', apiError('rate_limited', 429, 30_000)],
  ['502', apiError('api_error', 502)],
  ['400', apiError('api_error', 400)],
  ['a lost connection, or half a body', new NetworkError('GET /status lost the connection.')],
  ['a body that is not a batch', new ProtocolError('malformed', 'GET /status returned a page.')],
  ['a redirect', new ProtocolError('redirected', 'GET /status was redirected.')],
  ['no answer in time', new TimeoutError('GET /status took too long.')],
];

test.each(passing)('after an hour of %s, every batch recovers by itself', async (_, error) => {
  const { board, service, clock, pass, view } = followBoard({ limits: { requestsPerSecond: 5 } });
  board.add(['a', 'b', 'c']);
  await pass(5000);
  service.failures.set('*', error);
  board.add(['never received']);
  await pass(3_600_000);
  for (const id of ['a', 'b', 'c', 'never received']) {
    const { state, last, failingSince } = view(id);
    expect({ state, code: last.problem?.code }).toEqual({ state: 'followed', code: error.code });
    expect(clock.now() - failingSince!).toBeGreaterThan(3_500_000);
  }
  expect(board.state.keyRefused).toBeUndefined();
  service.failures.clear();
  await pass(130_000);
  for (const id of ['a', 'b', 'c', 'never received']) {
    expect(view(id)).toMatchObject({ state: 'followed', last: { type: 'update' } });
    expect(view(id).last.problem).toBeUndefined();
    expect(view(id).failingSince).toBeUndefined();
  }
  expect(board.state.pause).toBeUndefined();
});

test('an error that may pass is retried each minute, for hours', async () => {
  const { board, service, pass, view } = followBoard();
  service.failures.set('b', apiError('api_error', 501));
  board.add(['b']);
  await pass(10 * 3_600_000);
  expect(view('b')).toMatchObject({ state: 'followed', last: { problem: { code: 'api_error' } } });
  service.failures.clear();
  await pass(120_000);
  expect(view('b')).toMatchObject({ state: 'followed', last: { phase: 'running' } });
  expect(view('b').last.problem).toBeUndefined();
});

test('a batch that is removed while it waits for a retry stays removed', async () => {
  const { board, service, pass } = followBoard();
  service.failures.set('*', apiError('unauthorized', 401));
  board.add(['b']);
  await pass(10_000);
  expect(board.remove('b')).toBe(true);
  expect(board.remove('b')).toBe(false);
  const { requests } = service;
  await pass(600_000);
  expect(service.requests).toBe(requests);
  expect(board.batch('b')).toBeUndefined();
});

test('an outage of a night: the last data stay, with the time since when all requests fail', async () => {
  const { board, service, clock, pass, view } = followBoard();
  board.add(['a', 'b', 'c', 'd']);
  await pass(10_000);
  const { last } = view('a');
  service.failures.set('*', apiError('api_error', 503));
  await pass(8 * 3_600_000);
  expect(board.state.pause).toMatchObject({ kind: 'outage', problem: { code: 'api_error' } });
  const { now, until } = { now: clock.now(), until: board.state.pause!.until };
  expect(until).toBeGreaterThanOrEqual(now - 5000);
  expect(view('a')).toMatchObject({ state: 'followed', failingSince: expect.any(Number) });
  expect(view('a').last).toMatchObject({ receivedAt: (last as { receivedAt: number }).receivedAt });
  service.failures.clear();
  await pass(60_000);
  expect(board.state.pause).toBeUndefined();
  expect(view('a').failingSince).toBeUndefined();
});

test('phone numbers and secrets that a response repeats do not reach the board', async () => {
  const { board, service, pass, view } = followBoard({ secrets: ['key"1', 'ws-1'] });
  service.batches.set('b', {
    ...batchOf({
      recent_calls: [
        { jobId: 'j', status: 'failed', phone_number: '+15550100199', error: 'busy 555-010-0199' },
      ],
    }),
    ...{ owner: 'ws-1', echo: ['key"1 of ws-1'] },
  });
  board.add(['b']);
  await pass(1000);
  const text = JSON.stringify(view('b'));
  expect(text).not.toMatch(/555|ws-1|key\\?\\"1/);
  expect(view('b').seen).toEqual({
    ...{ calls: 1, failed: 1 },
    reasons: [{ reason: 'busy •••', calls: 1 }],
  });
});
