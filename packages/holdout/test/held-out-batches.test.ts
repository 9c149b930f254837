import { isBatchStatus, type BatchStatus } from '@batch-status/spec';
import { describe, expect, test } from 'vitest';
import { heldOutBatches, type HeldOutBatch, type HeldOutOptions } from '../src/index.ts';
import { checkResponses } from './contract.ts';

const isLarge = ({ kind }: HeldOutBatch): boolean => kind === 'gigantic';

/** The first batches, without those that take long to make. */
function first(count: number, options: HeldOutOptions = {}): HeldOutBatch[] {
  const made: HeldOutBatch[] = [];
  for (const batch of heldOutBatches(options)) {
    if (made.length === count) break;
    if (!isLarge(batch)) made.push(batch);
  }
  return made;
}

const batches = first(Infinity, { perKind: 2 });

/** Times all over the life of a batch, and around what happens in it. */
function timesOf({ createdAt, duration, lastCallEndsAt, completedAt }: HeldOutBatch): number[] {
  const spread = Array.from({ length: 40 }, (_, index) => createdAt + (duration * index) / 40);
  const special = [lastCallEndsAt - 1, lastCallEndsAt, completedAt - 1, completedAt];
  return [...spread, ...special, completedAt + duration]
    .map(Math.round)
    .toSorted((one, other) => one - other);
}

const kinds = [...new Set(batches.map(({ kind }) => kind))].map((kind) => ({
  kind,
  made: batches.filter((batch) => batch.kind === kind),
}));
const current = kinds.filter(({ kind }) => !['refreshed counts', 'frozen counts'].includes(kind));

describe.each(kinds)('$kind', ({ kind, made }) => {
  test('every response keeps every rule of the contract', () => {
    for (const batch of made) {
      const bodies = timesOf(batch).map((time) => batch.at(time));
      expect(bodies.every(isBatchStatus)).toBe(true);
      const { summary } = checkResponses(bodies);
      expect(summary).toMatchObject({ checked: bodies.length, errors: 0, warnings: 0 });
      expect(summary.transitions.judged).toBe(bodies.length - 1);
    }
  });

  test('every call is counted once, unless it is cancelled or skipped', () => {
    const isMiscounted = (body: BatchStatus): boolean => {
      const sum = body.waiting + body.active + body.completed + body.failed;
      if (body.status === 'cancelled') return sum > body.total || body.waiting > 0;
      return kind === 'do-not-call list' ? sum > body.total : sum !== body.total;
    };
    const bodies = made.flatMap((batch) => timesOf(batch).map((time) => batch.at(time)));
    expect(bodies.filter(isMiscounted)).toEqual([]);
  });

  test('it is complete from `completedAt` on, without calls that wait or are active', () => {
    for (const batch of made) {
      for (const time of timesOf(batch)) {
        expect(batch.at(time).isComplete).toBe(time >= batch.completedAt);
      }
      expect(batch.at(batch.completedAt)).toMatchObject({ waiting: 0, active: 0 });
    }
  });

  test('its times are in order, and it is watched before it completes', () => {
    for (const batch of made) {
      expect(batch.watchedFrom).toBeGreaterThanOrEqual(batch.createdAt);
      expect(batch.watchedFrom).toBeLessThan(batch.completedAt);
      expect(batch.lastCallEndsAt).toBeLessThanOrEqual(batch.completedAt);
      expect(batch.completedAt).toBe(batch.createdAt + batch.duration);
      expect(Object.values(batch).filter(Number.isFinite).every(Number.isInteger)).toBe(true);
    }
  });
});

test.each(current)('$kind: a call is active until `lastCallEndsAt`, and none after', ({ made }) => {
  for (const batch of made) {
    expect(batch.at(batch.lastCallEndsAt - 1).active).toBeGreaterThan(0);
    expect(batch.at(batch.lastCallEndsAt).active).toBe(0);
  }
});

/** The response of each batch halfway, which differs as soon as anything differs. */
const halfway = (made: readonly HeldOutBatch[]): unknown[] =>
  made.map((batch) => ({ ...batch, body: batch.at(batch.createdAt + batch.duration / 2) }));

const readable = (made: readonly HeldOutBatch[]): string => JSON.stringify(halfway(made));

test('the same seed gives the same batches, and another seed gives others', () => {
  const made = readable(first(6, { seed: 7, perKind: 2 }));
  expect(readable(first(6, { seed: 7, perKind: 2 }))).toBe(made);
  expect(readable(first(6, { seed: 8, perKind: 2 }))).not.toBe(made);
});

test('the first batches of a kind do not depend on how many there are', () => {
  expect(readable(first(2, { perKind: 3 }))).toBe(readable(first(2, { perKind: 2 })));
});

test('batches are made when they are asked for', () => {
  expect(first(1, { perKind: 2 ** 40 })).toMatchObject([{ kind: 'announcement' }]);
});

test('by default, there are ten batches of each of more than 20 kinds', () => {
  expect(kinds.length).toBeGreaterThan(20);
  expect(first(11).map(({ kind }) => kind)).toEqual([
    ...Array<string>(10).fill('announcement'),
    'short survey',
  ]);
});

test('batches last from seconds to days, with one call up to 100,000', () => {
  const durations = batches.map(({ duration }) => duration / 1000);
  expect(Math.min(...durations)).toBeLessThan(60);
  expect(Math.max(...durations)).toBeGreaterThan(2 * 24 * 60 * 60);
  const totals = [...heldOutBatches({ perKind: 1 })].map(
    (batch) => batch.at(batch.completedAt).total,
  );
  expect(Math.min(...totals)).toBe(1);
  expect(Math.max(...totals)).toBeGreaterThan(50_000);
  expect(Math.max(...totals)).toBeLessThanOrEqual(100_000);
});

test('some servers leave out optional members, and some set them to null', () => {
  const ends = batches.map((batch) => batch.at(batch.completedAt));
  for (const member of [
    'startTime',
    'lastCompletedTime',
    'averageCallDuration',
    'recent_calls',
  ] as const) {
    expect(ends.some((body) => !(member in body))).toBe(true);
    expect(ends.some((body) => body[member] === null)).toBe(true);
    expect(ends.some((body) => body[member] != null)).toBe(true);
  }
});

test('a predictable batch dials in its last quarter, and before', () => {
  const atLastQuarter = batches
    .filter(({ predictable }) => predictable)
    .map((batch) => batch.at(batch.createdAt + Math.floor(0.75 * batch.duration)));
  expect(atLastQuarter.length).toBeGreaterThan(batches.length / 4);
  expect(atLastQuarter.filter(({ waiting, total }) => waiting === 0 || total === waiting)).toEqual(
    [],
  );
});
