import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { batchOf } from '@batch-status/loopback/batches';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { FakeService } from '../fake-service.ts';
import { temporaryFolder } from '../http/page-folder.ts';
import { followBoard } from './follow-board.ts';

test('after a restart, all batches are as they were, and those that were followed are followed', async () => {
  const file = join(temporaryFolder(), 'data');
  const clock = new VirtualClock();
  const service = new FakeService(clock);
  service.batches.set('done', batchOf({ isComplete: true, waiting: 0, active: 0 }));
  service.batches.set('a/b', batchOf({ active: 1, waiting: 5 }));
  const before = followBoard({ file, clock, service });
  before.board.add(['a/b', 'done', 'removed']);
  await before.pass(5000);
  before.board.remove('removed');
  const views = ['a/b', 'done'].map(before.view);
  await before.close();
  const { requests } = service;
  await clock.advance(3_600_000);
  expect(service.requests).toBe(requests);

  const after = followBoard({ file, clock, service });
  expect([...after.board.batches()].map(({ batchId }) => batchId)).toEqual(['a/b', 'done']);
  expect(['a/b', 'done'].map(after.view)).toEqual(views);
  await after.pass(5000);
  expect(after.view('a/b').last).toMatchObject({ receivedAt: expect.toSatisfy(isRecent) });
  function isRecent(at: number): boolean {
    return clock.now() - at < 5000;
  }
  expect(after.view('done')).toEqual(views[1]);
  expect(after.view('a/b').phaseSince).toBe(views[0]!.phaseSince);
});

test('batches that no longer fit after a restart with fewer requests are shown, with the reason', async () => {
  const file = join(temporaryFolder(), 'data');
  const ids = Array.from({ length: 10 }, (_, at) => `batch ${at}`);
  const before = followBoard({ file });
  before.board.add(ids);
  await before.pass(20_000);
  await before.close();
  const after = followBoard({ file, limits: { requestsPerSecond: 0.1 } });
  const states = ids.map((id) => after.view(id).state);
  expect(states.filter((state) => state === 'followed')).toHaveLength(5);
  expect(after.view(ids.at(-1)!)).toMatchObject({
    state: 'givenUp',
    failure: { code: 'over_capacity', message: expect.stringContaining('6 requests per minute') },
    last: { type: 'update' },
  });
});

test('after a restart, data may get as old as viewers have accepted, if all batches fit only then', async () => {
  const file = join(temporaryFolder(), 'data');
  const ids = Array.from({ length: 300 }, (_, at) => `batch ${at}`);
  const limits = { requestsPerSecond: 0.5 };
  const before = followBoard({ file, limits });
  const { maxStaleness } = before.board.add(ids);
  await before.pass(5000);
  before.board.changeStaleness(maxStaleness!);
  before.board.add(ids);
  await before.pass(5000);
  await before.close();

  const after = followBoard({ file, limits });
  expect(after.board.capacity.maxStaleness).toBe(maxStaleness);
  expect(ids.filter((id) => after.view(id).state !== 'followed')).toEqual([]);
  await after.pass(maxStaleness!);
  expect(ids.filter((id) => after.view(id).last.type !== 'update')).toEqual([]);
  for (const id of ids.slice(20)) after.board.remove(id);
  await after.close();
  // The remaining batches fit without it.
  const last = followBoard({ file, limits });
  expect(last.board.capacity.maxStaleness).toBe(60_000);
});

test('a batch whose saved state is damaged is followed again', async () => {
  const file = join(temporaryFolder(), 'data');
  const before = followBoard({ file });
  before.board.add(['a', 'b']);
  await before.pass(5000);
  await before.close();
  using database = new DatabaseSync(file);
  database.exec("UPDATE batch SET saved = substr(saved, 1, 40) WHERE batch_id = 'a'");
  database.close();
  const after = followBoard({ file });
  await after.pass(5000);
  for (const id of ['a', 'b']) {
    expect(after.view(id)).toMatchObject({ state: 'followed', last: { type: 'update' } });
  }
});

test('while the disk is full, following goes on, and the board says that history is not being saved', async () => {
  const { board, data, pass, view, service } = followBoard();
  let completed = 0;
  const progress = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10_000) {
      completed += 1;
      service.batches.set('b', batchOf({ active: 1, completed, total: 100_000 }));
      await pass(10_000);
    }
  };
  board.add(['b']);
  await progress(60_000);
  expect(board.state.historyProblem).toBeUndefined();
  data.limit(1);
  await progress(2_000_000);
  expect(board.state.historyProblem).toBe(
    'The history is not being saved, because the disk is full.',
  );
  expect(view('b').last).toMatchObject({ batch: { completed } });
  const { length } = [...board.history('b')].flat();
  data.limit(1_000_000);
  await progress(60_000);
  expect(board.state.historyProblem).toBeUndefined();
  const after = [...board.history('b')].flat().length;
  expect(after).toBeGreaterThan(length);
  // What could not be written was not kept in memory.
  expect(after).toBeLessThan(length + 30);
});
