import { expect, test } from 'vitest';
import { BoardError } from '../../src/board/board.ts';
import { followBoard } from './follow-board.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `batch ${at}`);

test('one batch too many is rejected, and older data for all makes room for it', async () => {
  const { board, clock, pass } = followBoard({ limits: { requestsPerSecond: 0.5 } });
  const { batches, maxStaleness } = board.add(ids(40));
  const added = batches.filter(({ error }) => !error).length;
  expect(added).toBeGreaterThan(20);
  expect(added).toBeLessThanOrEqual(30);
  expect(board.capacity.batches).toBe(added);
  const rejected = batches.at(-1)!;
  expect(rejected.error).toEqual({
    code: 'over_capacity',
    message: `With 30 requests per minute, the dashboard can keep the data of ${added} batches at most 60 s old; remove a batch, or accept older data for all.`,
  });
  expect(board.batch(rejected.batchId)).toBeUndefined();

  await pass(60_000);
  board.changeStaleness(maxStaleness!);
  expect(board.add(ids(40))).toEqual({ batches: ids(40).map((batchId) => ({ batchId })) });
  await pass(2 * maxStaleness!);
  for (const id of ids(40)) {
    const { last } = board.batch(id)!;
    expect(clock.now() - (last as { receivedAt: number }).receivedAt).toBeLessThan(maxStaleness!);
  }
});

test('fresher data than the batches allow are refused, and nothing changes', async () => {
  const { board, pass, service } = followBoard();
  board.add(ids(20));
  await pass(60_000);
  expect(() => board.changeStaleness(10_000)).toThrow(BoardError);
  expect(() => board.changeStaleness(10_000)).toThrow('at most 10 s old');
  expect(board.capacity.maxStaleness).toBe(60_000);
  const { requests } = service;
  await pass(60_000);
  expect(service.requests).toBeGreaterThan(requests + 20);
});

test('changing the limit does not exceed the budget, however often viewers do it', async () => {
  const { board, service, pass } = followBoard({ limits: { requestsPerSecond: 0.5 } });
  board.add(ids(10));
  await pass(60_000);
  const { requests } = service;
  const refusals: unknown[] = [];
  for (let second = 0; second < 60; second += 1) {
    await pass(1000);
    try {
      board.changeStaleness(60_000 + second * 1000);
    } catch (error) {
      refusals.push(error);
    }
  }
  expect(refusals).toContainEqual(expect.objectContaining({ retryAfter: expect.any(Number) }));
  expect(service.requests - requests).toBeLessThanOrEqual(30);
});

test('a batch that is over makes room for another', async () => {
  const { board, pass } = followBoard({ limits: { maxStaleness: 2500 } });
  const [first, second, third] = ids(3) as [string, string, string];
  expect(board.add([first, second, third]).batches.map(({ error }) => error?.code)).toEqual([
    ...[undefined, undefined],
    'over_capacity',
  ]);
  await pass(5000);
  board.remove(first);
  expect(board.add([third]).batches[0]).not.toHaveProperty('error');
});
