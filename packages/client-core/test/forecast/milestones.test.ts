import { batchOf } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { milestoneAfter, soonestEnd, type Mark, type Milestone } from '../../src/forecast/pace.ts';

interface Known extends Partial<Milestone> {
  waiting?: number;
  active?: number;
}

/** 36 calls took 49 seconds. By chance, it may have been 49: 36, twice its root, and the next one. */
const present = ({ waiting = 0, active = 0, ...known }: Known): Milestone => ({
  ...{ batch: batchOf({ waiting, active }), receivedAt: 0, left: waiting + active, active },
  ...{ time: 0, ended: 100, callTime: 49_000, timed: 36, mostActive: 10, changed: true },
  ...{ passed: 0, justEnded: 0, unchangedFor: 0, quietFor: 0 },
  ...{ drainTime: 0, drained: 0, half: 0, halvingFor: 0, halving: 0, falseDrains: 0 },
  ...{ surprisedAt: 0, latestEnd: Infinity },
  ...known,
});

const first: Mark = { time: 0, ended: 0, left: 200, callTime: 0, timed: 0, active: 10 };

describe('while calls wait, the soonest end is that of', () => {
  /** A hundred calls wait: eighty, by chance. The last call takes a part of the mean. */
  const end = (mean: number, lines: number): number =>
    (mean * 80) / lines + mean * (1 - (1 + lines) ** -0.5);
  const soonest = (known: Known, ...marks: Mark[]): number =>
    soonestEnd(present({ waiting: 100, active: 10, ...known }), [first, ...marks]);

  test('the least mean of the observed calls, and of those active from the start', () => {
    expect(soonest({ active: 1 })).toBeCloseTo(end(1_000, 10));
    expect(soonest({ callTime: 58_000 })).toBeCloseTo(end(1_000, 10));
  });

  test('the lines before a lull', () => {
    const lull = present({ waiting: 100, mostActive: 15 });
    expect(soonestEnd(lull, [{ ...first, active: 0 }])).toBeCloseTo(end(1_000, 15));
  });

  /** A hundred calls of a second ended, the last 36 of them after this mark. */
  const hundred = { callTime: 100_000, timed: 100 };
  const recent = (callTime: number): Mark => ({
    ...first,
    ...{ ended: 60, timed: 64, callTime: hundred.callTime - callTime },
  });
  /** Nine calls were active from the start. */
  const whole = 100_000 / (100 + 20 + 1 + 9);

  test.each<[string, number, number]>([
    // 36 may have been as few as 30: half a second each.
    ['shrink again, if they got shorter', 15_000, (15_000 / 49) * 0.5 ** 2],
    ['are as short as lately, if it may be chance', 30_000, 30_000 / 49],
    ['are as short as in all, if they got longer', 60_000, whole],
    ['are as short as in all, if none was active lately', 0, whole],
  ])('calls that %s', (_what, callTime, mean) => {
    expect(soonest(hundred, recent(callTime))).toBeCloseTo(end(mean, 10));
  });

  test('the latest calls: a third of those left', () => {
    const known = { ...hundred, left: 120 };
    expect(soonest(known, recent(30_000))).toBeCloseTo(end(30_000 / 49, 10));
    expect(soonest({ ...known, ended: 99 }, recent(30_000))).toBeCloseTo(end(whole, 10));
  });

  test('the most lines of the latest calls', () => {
    const at = (ended: number, active: number): Mark => ({ ...recent(0), ended, active });
    const old = at(20, 99);
    expect(soonest(hundred, old, at(60, 20), at(90, 24))).toBeCloseTo(end(whole, 24));
    expect(soonest(hundred, old, at(60, 24), at(90, 20))).toBeCloseTo(end(whole, 24));
    expect(soonest(hundred, old, at(60, 4), at(90, 5))).toBeCloseTo(end(whole, 10));
  });
});

describe('once no call waits, the soonest end is', () => {
  /** 15 calls are active; 14 of them may have been so from the start. */
  const draining = { active: 15, callTime: 63_000 };
  const soonest = (known: Known): number =>
    soonestEnd(present({ ...draining, ...known }), [{ ...first, active: 99 }]);

  test('when most of the mean call has passed since the last one was dialed', () => {
    expect(soonest({})).toBeCloseTo(750);
    expect(soonest({ drainTime: 100 })).toBeCloseTo(650);
    expect(soonest({ drainTime: 751 })).toBe(0);
  });

  test('now, after the last call', () => {
    expect(soonest({ active: 0, drained: 5 })).toBe(0);
  });

  /** A quarter may be chance, since 16 calls are left. */
  const halved = {
    ...{ active: 16, callTime: 0, drained: 25, halving: 4_000, halvingFor: 1_000 },
    ...{ unchangedFor: 500, passed: 1_000 },
  };

  test('when another halving has passed since the last change', () => {
    expect(soonest(halved)).toBeCloseTo(2_500);
    expect(soonest({ ...halved, halving: 0, halvingFor: 4_000 })).toBeCloseTo(2_500);
    expect(soonest({ ...halved, active: 25, drained: 16 })).toBeCloseTo(2_500);
    expect(soonest({ ...halved, unchangedFor: 3_001 })).toBe(0);
  });

  test('sooner, if more calls ended in the latest check', () => {
    // One call in 600 ms may have been four.
    expect(soonest({ ...halved, passed: 600, justEnded: 1 })).toBeCloseTo(2_400);
  });

  test('the later of both', () => {
    const both = { ...halved, callTime: 64_000 };
    expect(soonest(both)).toBeCloseTo(2_500);
    expect(soonest({ ...both, unchangedFor: 2_500 })).toBeCloseTo(1_000 * (1 - 17 ** -0.5));
  });
});

describe('a batch has changed', () => {
  const changed = (before: object, now: object): boolean => {
    const [last, next] = [before, now].map((members) => ({
      batch: { ...batchOf(), ...members },
      receivedAt: 0,
    }));
    return milestoneAfter(milestoneAfter(undefined, last!), next!).changed;
  };

  test('if a member that the contract names differs', () => {
    expect(changed({}, {})).toBe(false);
    expect(changed({}, { completed: 96 })).toBe(true);
    expect(changed({ requestId: 'a' }, { requestId: 'b' })).toBe(false);
  });

  test('if it nests too deeply to tell', () => {
    const deep = { recent_calls: JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as [] };
    expect(changed(deep, deep)).toBe(true);
  });
});
