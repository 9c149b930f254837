import { EventEmitter, once } from 'node:events';
import type { BatchStore } from '@batch-status/server';
import { sqliteStore } from '@batch-status/server/sqlite';
import { transitions, VirtualClock } from '@batch-status/simulation';
import { expect, onTestFinished, test } from 'vitest';
import { Batches } from '../../src/batches/batches.ts';
import { Dialer } from '../../src/batches/dialer.ts';

const now = 1_703_097_600_000;

/** A store with some methods replaced. */
function storeWith(other: Partial<BatchStore>): BatchStore {
  const store = sqliteStore(':memory:');
  return {
    create: (batch) => store.create(batch),
    transition: (batchId, all) => store.transition(batchId, all),
    read: (batchId) => store.read(batchId),
    activeCalls: () => store.activeCalls(),
    close: () => store.close(),
    ...other,
  };
}

const noPlans = { keep: () => {}, delete: () => {}, all: () => [] };

function start(store: BatchStore, clock: VirtualClock) {
  const logged: string[] = [];
  const batches = new Batches({
    store,
    plans: noPlans,
    clock: { now: () => clock.now(), sleep: (ms, signal) => clock.sleep(ms, signal) },
    log: (message) => logged.push(message),
  });
  onTestFinished(() => batches.close());
  return { batches, logged };
}

test('calls are recorded as time passes, without a request', async () => {
  const store = storeWith({});
  const clock = new VirtualClock({ now });
  const { batches } = start(store, clock);
  const scenario = { calls: 40, concurrency: 10, createdAt: now };
  batches.add('batch', { seed: 1, scenario });
  await clock.advance(3_600_000);
  const all = [...transitions(1, scenario)].length;
  expect(await store.read('batch')).toMatchObject({ revision: all, status: { isComplete: true } });
  expect(clock.sleeping).toBe(0);
});

test('a batch that waits for a day causes no wake-up before that', async () => {
  const clock = new VirtualClock({ now });
  let wakes = 0;
  const sleep = clock.sleep.bind(clock);
  clock.sleep = (ms, signal) => {
    wakes += 1;
    return sleep(ms, signal);
  };
  const { batches } = start(storeWith({}), clock);
  batches.add('batch', { seed: 1, scenario: { calls: 1, createdAt: now, startDelay: 86_400_000 } });
  await clock.advance(86_399_000);
  expect(wakes).toBe(1);
});

test('a busy batch is recorded at most every 50 milliseconds', async () => {
  let recordings = 0;
  const store = sqliteStore(':memory:');
  const counting = storeWith({
    create: (batch) => store.create(batch),
    transition: (batchId, all) => {
      recordings += 1;
      return store.transition(batchId, all);
    },
  });
  const clock = new VirtualClock({ now });
  const { batches } = start(counting, clock);
  const scenario = {
    calls: 1e5,
    concurrency: 500,
    meanCallDuration: 1,
    createdAt: now,
    startDelay: 0,
  };
  batches.add('batch', { seed: 1, scenario });
  await clock.advance(2000);
  expect(recordings).toBeLessThanOrEqual(42);
  expect(recordings).toBeGreaterThan(30);
});

test('changes that could not be recorded are logged, recorded again, and counted once', async () => {
  const store = sqliteStore(':memory:');
  let failures = 2;
  const failing = storeWith({
    create: (batch) => store.create(batch),
    read: (batchId) => store.read(batchId),
    transition: async (batchId, all) => {
      // The first failure comes after the recording, as when a connection is lost.
      if (failures-- === 2) await store.transition(batchId, all);
      if (failures >= 0) throw new Error('The disk is full.');
      return store.transition(batchId, all);
    },
  });
  const clock = new VirtualClock({ now });
  const { batches, logged } = start(failing, clock);
  const scenario = { calls: 20, concurrency: 5, createdAt: now };
  batches.add('batch', { seed: 1, scenario });
  await clock.advance(2500);
  await expect(batches.read('batch')).rejects.toThrow('The disk is full.');
  await clock.advance(3_600_000);
  expect(logged).toEqual(['Changes of a batch could not be recorded. The server tries again.']);
  const all = [...transitions(1, scenario)].length;
  expect(store.read('batch')).toMatchObject({ revision: all });
});

test('a day of a huge batch is recorded in small pieces, with requests answered between them', async () => {
  const store = sqliteStore(':memory:');
  const pieces: number[] = [];
  const turnsAtPiece: number[] = [];
  let turns = 0;
  const counting = storeWith({
    create: (batch) => store.create(batch),
    read: (batchId) => store.read(batchId),
    transition: (batchId, all) => {
      pieces.push(all.length);
      turnsAtPiece.push(turns);
      return store.transition(batchId, all);
    },
  });
  const { batches } = start(counting, new VirtualClock({ now }));
  const scenario = { calls: 12_000, concurrency: 1000, createdAt: now - 30 * 86_400_000 };
  let counted = true;
  const count = (): void => {
    turns += 1;
    if (counted) setImmediate(count);
  };
  count();
  batches.add('huge', { seed: 1, scenario });
  let reads = 0;
  for (let complete = false; !complete; reads++) {
    complete = (await batches.read('huge'))!.status.isComplete;
  }
  counted = false;
  expect(Math.max(...pieces)).toBe(500);
  expect(pieces.reduce((sum, piece) => sum + piece)).toBe(24_001);
  // One reader waits for 20 pieces at most.
  expect(reads).toBe(Math.ceil(pieces.length / 20));
  const withinOneTurn = turnsAtPiece.filter((turn, piece) => turn === turnsAtPiece[piece - 1]);
  expect(withinOneTurn.length).toBeLessThan(reads);
});

test('after a restart, stored transitions are skipped in pieces, with requests answered between them', async () => {
  const scenario = { calls: 6000, concurrency: 100, createdAt: now - 30 * 86_400_000 };
  const all = [...transitions(1, scenario)];
  let turns = 0;
  const dialer = new Dialer('batch', transitions(1, scenario), all.length, {
    store: storeWith({}),
    clock: new VirtualClock({ now }),
    turn: async () => {
      turns += 1;
    },
    log: () => {},
  });
  await dialer.recordDue();
  expect(dialer.nextAt).toBe(Infinity);
  expect(turns).toBe(Math.ceil(all.length / 5000));
});

test('close waits until the current piece is recorded', async () => {
  const events: string[] = [];
  const disk = new EventEmitter();
  const begun = once(disk, 'begun');
  const store = storeWith({
    transition: async () => {
      const written = once(disk, 'written');
      disk.emit('begun');
      await written;
      events.push('recorded');
      return [];
    },
    close: async () => void events.push('closed'),
  });
  const batches = new Batches({
    store,
    plans: noPlans,
    clock: new VirtualClock({ now }),
    log: () => {},
  });
  batches.add('batch', { seed: 1, scenario: { calls: 1, createdAt: now - 86_400_000 } });
  const read = batches.read('batch');
  await begun;
  const closed = batches.close();
  disk.emit('written');
  await Promise.all([closed, read]);
  expect(events.filter((event, at) => event !== events[at - 1])).toEqual(['recorded', 'closed']);
});
