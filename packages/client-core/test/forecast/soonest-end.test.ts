import { batchOf } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { learn, type Knowledge } from '../../src/forecast/learn.ts';

/** Counts at a time in seconds: waiting, active, and done. */
type Check = readonly [seconds: number, waiting: number, active: number, done: number];

/** What is known after checks of a batch of this many calls. */
function after(total: number, ...checks: readonly Check[]): Knowledge {
  let known: Knowledge | undefined;
  for (const [seconds, waiting, active, completed] of checks) {
    const batch = batchOf({ waiting, active, completed, failed: 0, total });
    known = learn(known, { batch, receivedAt: seconds * 1000 });
  }
  return known!;
}

/** In seconds. */
const soonest = (total: number, ...checks: readonly Check[]): number =>
  after(total, ...checks).soonest / 1000;

/** 100 lines, and calls of exactly a minute: three rounds in three minutes. */
const rounds: Check[] = [0, 1, 2, 3].map((nth) => [nth * 60, 900 - nth * 100, 100, nth * 100]);

describe('while calls wait', () => {
  test('the soonest end is nearly that of equal calls', () => {
    // Six rounds wait, and the last call takes a minute.
    expect(soonest(1_000, ...rounds)).toBeGreaterThan(250);
    expect(soonest(1_000, ...rounds)).toBeLessThan(420);
  });

  test('calls that get shorter are expected to go on doing so', () => {
    const faster: Check[] = [
      [240, 400, 100, 500],
      [300, 100, 100, 800],
    ];
    const same: Check[] = [
      [240, 500, 100, 400],
      [300, 400, 100, 500],
    ];
    const perCall = (checks: Check[]): number =>
      soonest(1_000, ...rounds, ...checks) / checks.at(-1)![1];
    expect(perCall(faster)).toBeLessThan(0.6 * perCall(same));
  });

  test('calls that get longer are not expected to get shorter again', () => {
    const slower: Check = [360, 500, 100, 400];
    expect(soonest(1_000, ...rounds, slower)).toBeGreaterThan(250);
  });

  test('lines that were given up do not count', () => {
    const given: Check[] = [
      [240, 590, 10, 400],
      [600, 530, 10, 460],
      [1_200, 430, 10, 560],
      [1_800, 330, 10, 660],
    ];
    const still: Check[] = [
      [240, 500, 100, 400],
      [276, 440, 100, 460],
      [336, 340, 100, 560],
      [396, 240, 100, 660],
    ];
    expect(soonest(1_000, ...rounds, ...given)).toBeGreaterThan(
      3 * soonest(1_000, ...rounds, ...still),
    );
  });

  test('a lull within which a round was dialed does not count as a fast pace', () => {
    const lull: Check[] = [
      [240, 600, 0, 400],
      [480, 300, 0, 700],
    ];
    expect(soonest(1_000, ...rounds, ...lull)).toBeGreaterThan(90);
  });

  test('a single call that waits may be short', () => {
    const one = soonest(30, [0, 20, 10, 0], [60, 10, 10, 10], [120, 1, 10, 19]);
    expect(one).toBeLessThan(60);
  });
});

describe('once no call waits', () => {
  /** The last hundred calls were dialed between 540 and 543 seconds. */
  const last: Check[] = [...rounds, [540, 20, 100, 880], [543, 0, 100, 900]];

  test('many calls take nearly as long as one', () => {
    const left = soonest(1_000, ...last);
    expect(left).toBeGreaterThan(35);
    expect(left).toBeLessThan(60);
    const later = soonest(1_000, ...last, [553, 0, 100, 900]);
    expect(later).toBeGreaterThan(left - 12);
    expect(later).toBeLessThan(left - 8);
    expect(soonest(1_000, ...last, [603, 0, 100, 900])).toBe(0);
  });

  test('one call may end soon', () => {
    const one = soonest(3, [0, 2, 1, 0], [60, 1, 1, 1], [120, 0, 1, 2]);
    expect(one).toBe(0);
  });

  /** All calls were dialed at once, and began to end after 100 seconds. */
  const ending = (...checks: Check[]): number =>
    soonest(400, [0, 0, 400, 0], [100, 0, 399, 1], [110, 0, 380, 20], ...checks);

  test('the others take as long as those that ended, until they are half', () => {
    const left = ending([120, 0, 350, 50], [130, 0, 300, 100]);
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThan(31);
  });

  test('then they take as long as the last half, and no longer if more end at a time', () => {
    const half = ending([130, 0, 300, 100], [160, 0, 200, 200]);
    expect(half).toBeGreaterThan(30);
    expect(half).toBeLessThan(61);
    const burst = ending([130, 0, 300, 100], [160, 0, 200, 200], [162, 0, 100, 300]);
    expect(burst).toBeLessThan(3);
  });

  test('calls that stop ending may end together', () => {
    const half: Check[] = [
      [130, 0, 300, 100],
      [160, 0, 200, 200],
    ];
    const still = (seconds: number): Check => [seconds, 0, 200, 200];
    const left = ending(...half, still(170));
    expect(left).toBeGreaterThan(20);
    expect(ending(...half, still(170), still(180))).toBeCloseTo(left - 10);
    expect(ending(...half, still(170), still(230))).toBe(0);
  });

  test('calls that are dialed again begin a new end', () => {
    const quiet: Check[] = [
      [160, 0, 10, 390],
      [200, 0, 0, 400],
    ];
    const again: Check = [80_000, 0, 6, 394];
    // The mean call took a minute or two. Nothing of the first end, hours ago, counts.
    expect(ending(...quiet, again)).toBeLessThan(120);
    expect(ending(...quiet, again, [80_060, 0, 2, 398])).toBeLessThan(120);
  });

  test('after the last call, the batch may complete at any moment', () => {
    expect(ending([160, 0, 0, 400])).toBe(0);
  });
});
