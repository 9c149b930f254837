import { batchOf } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { BoardSource } from '../../src/stream/board-source.ts';
import type { BoardChanges, BoardSnapshot } from '../../src/wire/board.ts';
import { followBoard } from '../board/follow-board.ts';

const info = { version: 'v1', simulated: true };

function sourceOf(batchIds?: string[]) {
  const followed = followBoard();
  const { board, clock } = followed;
  const sight = batchIds ? { batchIds: new Set(batchIds) } : {};
  const source = new BoardSource({ board, info, now: () => clock.now(), sight });
  const changes = () => JSON.parse(source.changes()) as BoardChanges;
  const newest = () => JSON.parse(source.newest()) as BoardSnapshot;
  const changed = () => {
    const { batches, removed } = changes();
    return [batches.map(({ batchId }) => batchId), removed];
  };
  return { ...followed, source, changes, newest, changed };
}

test('changes have each batch that changed since the last ones, as a whole and once', async () => {
  const { board, pass, changed, newest, service } = sourceOf();
  board.add(['a', 'b']);
  expect(changed()).toEqual([['a', 'b'], []]);
  expect(changed()).toEqual([[], []]);
  await pass(3000);
  expect(changed()).toEqual([['a', 'b'], []]);
  service.batches.set('b', batchOf({ isComplete: true, waiting: 0, active: 0 }));
  await pass(60_000);
  expect(newest().batches.map(({ state }) => state)).toEqual(['followed', 'ended']);
});

test('a batch that was removed is in the changes once, unless it was added again', () => {
  const { board, changed, newest } = sourceOf();
  board.add(['a', 'b']);
  board.remove('a');
  expect(changed()).toEqual([['b'], ['a']]);
  board.remove('b');
  board.add(['b']);
  expect(changed()).toEqual([['b'], []]);
  expect(newest().batches.map(({ batchId }) => batchId)).toEqual(['b']);
});

test('what concerns all batches is in every event', async () => {
  const { board, clock, pass, changes, newest } = sourceOf();
  board.add(['a']);
  await pass(2000);
  const state = {
    ...{ now: clock.now(), version: 'v1', simulated: true, canChange: true },
    capacity: { requestsPerSecond: 1, maxStaleness: 60_000, batches: expect.any(Number) },
  };
  expect(newest()).toMatchObject({ type: 'board', ...state });
  expect(changes()).toMatchObject({ type: 'changes', ...state });
});

test('a viewer of some batches gets no others, and no sign of them', async () => {
  const { board, pass, changes, newest, source } = sourceOf(['a', 'later']);
  board.add(['a', 'b']);
  await pass(3000);
  expect(newest().batches.map(({ batchId }) => batchId)).toEqual(['a']);
  board.remove('b');
  expect(source.changes()).not.toContain('"b"');
  board.add(['later']);
  const { batches, canChange } = changes();
  expect(batches.map(({ batchId }) => batchId)).toEqual(['later']);
  expect(canChange).toBe(false);
});

test('after it is closed, it collects nothing', () => {
  const { board, source, changed } = sourceOf();
  source.close();
  board.add(['a']);
  expect(changed()).toEqual([[], []]);
});
