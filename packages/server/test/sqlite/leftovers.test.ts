import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Transition } from '../../src/index.ts';
import { sqliteStore, type SqliteStore } from '../../src/sqlite.ts';

const day = 86_400_000;

const callsOf = (...names: string[]): Transition[] =>
  names.flatMap((call): Transition[] => [
    { kind: 'dial', at: 1, call, attempt: 1 },
    { kind: 'end', at: 2, call, attempt: 1, duration: 1, failure: null },
  ]);

const rows = ({ database }: SqliteStore, table: string): unknown =>
  database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()!['rows'];

test('after a batch has ended, its row and ten calls are kept, and the others are not', async () => {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  await store.create({ batchId: 'b', total: 12 });
  const names = Array.from({ length: 12 }, (_, call) => `${call}`);
  await store.transition('b', callsOf(...names.slice(0, -1)));
  expect(rows(store, 'call')).toBe(11);
  await store.transition('b', callsOf('11'));
  expect([rows(store, 'batch'), rows(store, 'call'), rows(store, 'recent_call')]).toEqual([
    ...[1, 0, 10],
  ]);
});

test('the calls of a large batch are deleted in pieces, also by the next process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const total = 12_000;
  const first = sqliteStore(join(folder, 'file'));
  await first.create({ batchId: 'b', total });
  await first.transition('b', callsOf(...Array.from({ length: total }, (_, call) => `${call}`)));
  expect(rows(first, 'call')).toBe(7000);
  await setImmediate();
  expect(rows(first, 'call')).toBe(2000);
  await first.close();
  const second = sqliteStore(join(folder, 'file'));
  onTestFinished(() => second.close());
  expect(rows(second, 'call')).toBe(2000);
  await setImmediate();
  expect(rows(second, 'call')).toBe(0);
});

const manyCalls = Array.from({ length: 6000 }, (_, call) => `${call}`);

test('the calls of a batch whose end could not be committed are kept', async () => {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  await store.create({ batchId: 'b', total: manyCalls.length });
  await store.transition('b', callsOf(...manyCalls.slice(1)));
  // A key that refers to nothing is an error of the commit.
  store.database.exec(`CREATE TABLE target (id INTEGER PRIMARY KEY);
    CREATE TABLE dangling (id INTEGER REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER dangle AFTER UPDATE ON batch BEGIN INSERT INTO dangling VALUES (1); END`);
  await expect(store.transition('b', callsOf('0'))).rejects.toThrow('FOREIGN KEY');
  await setImmediate();
  expect(rows(store, 'call')).toBe(5999);
});

test('a batch that takes the place of one that has expired keeps its calls', async () => {
  let now = 0;
  const store = sqliteStore(':memory:', { now: () => now, retention: 500 });
  onTestFinished(() => store.close());
  await store.create({ batchId: 'expired', total: manyCalls.length });
  await store.transition('expired', callsOf(...manyCalls));
  now = 500;
  await store.create({ batchId: 'next', total: 2 });
  await store.transition('next', callsOf('a'));
  await setImmediate();
  expect(rows(store, 'call')).toBe(1);
});

test('a batch is kept for 30 days after its end, and one in progress forever', async () => {
  let now = 1000 * day;
  const store = sqliteStore(':memory:', { now: () => now });
  onTestFinished(() => store.close());
  await store.create({ batchId: 'ended', total: 1 });
  await store.create({ batchId: 'going on', total: 2 });
  for (const batchId of ['ended', 'going on']) await store.transition(batchId, callsOf('a'));
  now += 30 * day - 1;
  expect(store.read('ended')).toBeDefined();
  now += 1;
  expect(store.read('ended')).toBeUndefined();
  await expect(store.transition('ended', [])).rejects.toThrow('There is no batch with this id;');
  expect(await store.create({ batchId: 'ended', total: 5 })).toBe(true);
  expect(store.read('ended')!.status).toMatchObject({ total: 5, recent_calls: [] });
  now += 10_000 * day;
  expect(store.read('going on')!.status).toMatchObject({ completed: 1 });
});

test('`retention` sets how long a batch is kept, and must be greater than 0', async () => {
  let now = 0;
  const store = sqliteStore(':memory:', { now: () => now, retention: 500 });
  onTestFinished(() => store.close());
  await store.create({ batchId: 'b', total: 0 });
  now = 499;
  expect(store.read('b')).toBeDefined();
  now = 500;
  expect(store.read('b')).toBeUndefined();
  expect(() => sqliteStore(':memory:', { retention: 0 })).toThrow('`retention` must be a number');
  expect(() => sqliteStore(':memory:', { retention: NaN })).toThrow('`retention` must be a number');
});

test('only the last thousand batches that were read are kept in memory', async () => {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  const first = [];
  for (let batch = 0; batch <= 1000; batch++) {
    await store.create({ batchId: String(batch), total: 1 });
    first.push(store.read(String(batch)));
  }
  expect(store.read('1000')).toBe(first[1000]);
  expect(store.read('1')).toBe(first[1]);
  expect(store.read('0')).not.toBe(first[0]);
});
