import { batchOf } from '@batch-status/loopback/batches';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learn, type Knowledge } from '../../src/forecast/learn.ts';

/** Seconds, waiting, active, ended. */
type Check = readonly [at: number, waiting: number, active: number, ended: number];

/** What a watch knows after each of the checks. */
function after(...checks: Check[]): Knowledge[] {
  let known: Knowledge | undefined;
  return checks.map(([at, waiting, active, completed]) => {
    const batch = batchOf({ waiting, active, completed, failed: 0, total: 1_000 });
    return (known = learn(known, { batch, receivedAt: at * 1_000 }));
  });
}

const last = (...checks: Check[]): Knowledge => after(...checks).at(-1)!;

/** Ten calls a minute, on ten lines. */
const steady: Check[] = [
  [0, 90, 10, 0],
  [60, 80, 10, 10],
  [120, 70, 10, 20],
];

describe('a batch surprises', () => {
  test('not if it ends as expected', () => {
    const drain: Check[] = [
      [540, 0, 10, 90],
      [600, 0, 1, 99],
    ];
    for (const known of after(...steady, ...drain)) expect(known.surprisedAt).toBe(0);
  });

  test('if it outlasts a range, and then it may go on for fourteen times as long', () => {
    const end = last(...steady).latestEnd / 1_000;
    const slow = (at: number): Check => [at, 30, 10, 60];
    expect(last(...steady, slow(Math.floor(end))).surprisedAt).toBe(0);
    const late = last(...steady, slow(Math.ceil(end + 1)));
    expect(late.surprisedAt).toBe(late.time);
    expect(late.progress.timeLeft!.high).toBeGreaterThan(14 * late.time);
    expect(late.latestEnd).toBe(late.time + late.progress.timeLeft!.high);
  });

  test('if calls are dialed although it drained', () => {
    const drained: Check[] = [
      [530, 1, 10, 89],
      [540, 0, 10, 90],
      [570, 0, 2, 98],
    ];
    const again = last(...steady, ...drained, [600, 0, 10, 98]);
    expect(again).toMatchObject({ surprisedAt: 600_000, falseDrains: 40_000 });
    expect(again.progress.timeLeft!.high).toBeGreaterThan(14 * 600_000);
  });
});

test('while calls are stuck, the others are not expected to take longer', () => {
  const soonest = (at: number): number => last(...steady, [at, 70, 10, 20]).soonest;
  expect(soonest(3_600)).toBe(soonest(120));
  // Before any call ended, all that is known is that calls take at least this long.
  const first = (at: number): number => last([0, 90, 10, 0], [at, 90, 10, 0]).soonest;
  expect(first(600)).toBeGreaterThan(5 * first(60));
});

describe('the time that supports a forecast', () => {
  const since = (...checks: Check[]): number => last(...steady, ...checks).resumedFor;

  test('is that of the watch', () => {
    expect(since()).toBe(120_000);
    expect(since([180, 60, 0, 40], [240, 50, 10, 40])).toBe(240_000);
    expect(since([500, 0, 10, 90])).toBe(500_000);
  });

  test('begins again if calls are dialed after a drain', () => {
    const drain: Check = [600, 0, 0, 100];
    expect(since(drain, [900, 50, 10, 40])).toBe(0);
    expect(since(drain, [900, 50, 10, 40], [960, 40, 10, 50])).toBe(60_000);
    expect(since(drain, [900, 0, 10, 90])).toBe(0);
  });

  test('begins again if calls end after a stall', () => {
    const stalled: Check = [3_600, 70, 10, 20];
    expect(since(stalled)).toBe(3_600_000);
    expect(since(stalled, [3_660, 60, 10, 30])).toBe(0);
  });
});

test('whatever the counts are, the times are within the time of the watch, and the range follows from them', () => {
  const count = fc.nat({ max: 20 });
  const checks = fc.array(fc.tuple(fc.integer({ min: 1, max: 3_600 }), count, count, count));
  fc.assert(
    fc.property(checks, (steps) => {
      let at = 0;
      for (const known of after(
        ...steps.map(([pause, ...counts]): Check => [(at += pause), ...counts]),
      )) {
        const { time, surprisedAt, falseDrains, resumedFor, latestEnd, progress } = known;
        for (const past of [surprisedAt, falseDrains, resumedFor]) {
          expect(past).toBeGreaterThanOrEqual(0);
          expect(past).toBeLessThanOrEqual(time);
        }
        expect(latestEnd).toBeGreaterThanOrEqual(time);
        if (!progress.timeLeft) continue;
        const { low, high } = progress.timeLeft;
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeGreaterThanOrEqual(14 * surprisedAt);
      }
    }),
  );
});
