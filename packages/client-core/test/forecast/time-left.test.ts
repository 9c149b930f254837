import { batchOf } from '@batch-status/loopback/batches';
import type { BatchStatus } from '@batch-status/spec';
import { describe, expect, test } from 'vitest';
import type { Mark, Milestone } from '../../src/forecast/pace.ts';
import { progressOf, type TimeLeft } from '../../src/forecast/progress.ts';

/** The present, in milliseconds after the first observation. */
const time = 1_000_000;

const milestone = (batch: BatchStatus, known: Partial<Milestone>): Milestone => ({
  ...{ batch, receivedAt: time, time, left: batch.waiting + batch.active, active: batch.active },
  ...{ ended: 0, callTime: 0, timed: 0, mostActive: 10, changed: true, passed: 0, justEnded: 0 },
  ...{ unchangedFor: 0, quietFor: 0 },
  ...{ drainTime: 0, drained: 0, half: 0, halvingFor: 0, halving: 0, falseDrains: 0 },
  ...{ surprisedAt: 0, latestEnd: Infinity },
  ...known,
});

const markAt = (at: number, ended: number, left: number): Mark => ({
  ...{ time: at, ended, left, callTime: 0, timed: 0, active: 10 },
});

interface Rates {
  /** The calls of the recent pace. Of them, so many fewer are left. */
  calls: number;
  fewer?: number;
  /** Milliseconds per call: of the recent calls, and of all that ended. */
  each?: number;
  average?: number;
  ended?: number;
}

/** The range if a hundred calls are left and the soonest end is in a quarter of the observed time. */
function timeLeft(
  { calls, fewer = calls, each = 1_000, average = each, ended = 2_000 }: Rates,
  counts: Partial<BatchStatus> = {},
  known: Partial<Milestone> = {},
): TimeLeft {
  const present = milestone(batchOf({ waiting: 90, active: 10, ...counts }), { ended, ...known });
  const marks = [
    markAt(present.time - ended * average, 0, present.left + ended),
    markAt(present.time - calls * each, ended - calls, present.left + fewer),
  ];
  return progressOf(present, marks, present.time / 4).timeLeft!;
}

/** 0.2 + 0.4 / 2 of the soonest end. */
const low = 100_000;
/** 100 calls at one per second, and a margin for 676 calls: 1.25 + 1.3 / 26. */
const high = 130_000;

describe('at an observed pace', () => {
  test('the range is from a part of the soonest end to more than the rest takes', () => {
    const range = timeLeft({ calls: 676 });
    expect(range.low).toBeCloseTo(low);
    expect(range.high).toBeCloseTo(high);
  });

  test('the longest of the last calls outlasts their mean by the logarithm of their number', () => {
    const known = { callTime: 200_000, timed: 20 };
    const rest = (count: number): number => 3 * 10_000 * (1 + Math.log(count));
    expect(timeLeft({ calls: 676 }, {}, known).high).toBeCloseTo(high + rest(10));
    // Fewer are left than were active at once.
    const draining = { waiting: 0, active: 100 };
    const brief = { ...known, mostActive: 900, time: 30_000 };
    expect(timeLeft({ calls: 676 }, draining, brief).high).toBeCloseTo(rest(100));
  });

  test('a pace that changes goes on changing', () => {
    const brief = { time: 40_000 };
    const before = timeLeft({ calls: 676 }, {}, brief);
    // The calls took twice as long at first.
    const faster = timeLeft({ calls: 676, average: 2_000 }, {}, brief);
    expect(faster.low).toBeCloseTo(before.low / 4);
    expect(faster.high).toBeCloseTo(2 * high);
    const slower = timeLeft({ calls: 676, average: 500 }, {}, brief);
    expect(slower.low).toBeCloseTo(before.low);
    expect(slower.high).toBeCloseTo(4 * high);
  });

  test('unless the pace is steady, five times as much may be left as has passed', () => {
    const unsteady = { calls: 676, average: 750 };
    expect(timeLeft(unsteady).high).toBe(5 * time);
    expect(timeLeft({ calls: 49 }).high).toBe(5 * time);
    expect(timeLeft({ calls: 676 }, { waiting: 0, active: 100 }).high).toBe(5 * time);
    // The calls take longer than that.
    const slow = timeLeft(unsteady, {}, { time: 25_000 });
    expect(slow.high).toBeCloseTo(high / 0.75 ** 2);
  });

  test('what does not change goes on so for a twentieth to fourteen times as long', () => {
    const still = timeLeft({ calls: 676 }, {}, { unchangedFor: 4_000_000 });
    expect(still.low).toBeCloseTo(200_000);
    expect(still.high).toBeCloseTo(high + 56_000_000);
  });
});

describe('the likely time', () => {
  const known = { callTime: 200_000, timed: 20 };
  /** The last of so many calls with a mean of ten seconds. */
  const last = (count: number): number => 0.45 * 10_000 * (1 + Math.log(count));
  const brief = { ...known, time: 30_000 };

  test('is until the waiting calls are dialed at the latest pace, and the last ones have ended', () => {
    expect(timeLeft({ calls: 676 }, {}, known).likely).toBeCloseTo(90_000 + last(10));
    for (const average of [500, 2_000]) {
      expect(timeLeft({ calls: 676, average }, {}, brief).likely).toBeCloseTo(90_000 + last(10));
    }
    const joining = timeLeft({ calls: 800, fewer: 400 }, {}, known);
    expect(joining.likely).toBeCloseTo(180_000 + last(10));
  });

  test('once no call waits, is until the last ones have ended', () => {
    const draining = timeLeft({ calls: 676 }, { waiting: 0, active: 5 }, brief);
    expect(draining.likely).toBeCloseTo(last(5));
  });

  test('uses the reported average if no call was seen from its beginning to its end', () => {
    const counts = { waiting: 0, active: 5, averageCallDuration: 10 };
    expect(timeLeft({ calls: 676 }, counts, { time: 30_000 }).likely).toBeCloseTo(last(5));
    const unknown = { ...counts, averageCallDuration: null };
    const range = timeLeft({ calls: 676 }, unknown, { time: 30_000 });
    expect(range.likely).toBe(range.low);
  });

  test.each([0, 1])(
    'takes the time of the calls seen so far as one call after %i ends',
    (timed) => {
      const draining = { waiting: 0, active: 5, averageCallDuration: 1 };
      const range = timeLeft({ calls: 676 }, draining, { ...brief, callTime: 10_000, timed });
      expect(range.likely).toBeCloseTo(last(5));
    },
  );

  test('is at least as long as nothing has changed', () => {
    expect(timeLeft({ calls: 676 }, {}, { ...known, unchangedFor: 400_000 }).likely).toBe(400_000);
  });

  test('is within the range', () => {
    const soon = timeLeft({ calls: 676, each: 10 }, {}, known);
    expect(soon.likely).toBe(soon.low);
    const late = timeLeft({ calls: 676 }, { averageCallDuration: 3_600 });
    expect(late.likely).toBeCloseTo(90_000 + 0.45 * 3_600_000 * (1 + Math.log(10)));
    expect(late.likely).toBeLessThan(late.high);
  });
});

describe('the confidence', () => {
  const confidence = (...args: Parameters<typeof timeLeft>): string => timeLeft(...args).confidence;

  test.each<[string, Rates, string]>([
    ['high after 50 calls', { calls: 50 }, 'high'],
    ['low after 49', { calls: 49 }, 'low'],
    ['high if the pace fell by a sixth', { calls: 676, average: 833 }, 'high'],
    ['low if it fell by a quarter', { calls: 676, average: 750 }, 'low'],
    ['low if it rose by a third', { calls: 676, average: 1_333 }, 'low'],
    ['high if few calls join', { calls: 800, fewer: 648 }, 'high'],
    ['low if they make up a fifth', { calls: 800, fewer: 640 }, 'low'],
  ])('is %s', (_what, rates, expected) => {
    expect(confidence(rates)).toBe(expected);
  });

  test('is not high if no call waits, or none is active', () => {
    expect(confidence({ calls: 676 }, { waiting: 0, active: 100 })).toBe('low');
    expect(confidence({ calls: 676 }, { waiting: 100, active: 0 })).toBe('low');
    expect(confidence({ calls: 676 }, { waiting: 99, active: 1 })).toBe('high');
  });

  test('is high only if the range ends within four fifths of the time that was observed', () => {
    const least = high / 0.8;
    expect(confidence({ calls: 676 }, {}, { time: least })).toBe('low');
    expect(timeLeft({ calls: 676 }, {}, { time: least + 1 })).toMatchObject({
      high,
      confidence: 'high',
    });
  });

  /** The range after few calls, if the soonest end is in so many times the observed time. */
  const early = (calls: number, soonest: number): TimeLeft => {
    const present = milestone(batchOf({ waiting: 90, active: 10 }), { ended: calls });
    return progressOf(present, [markAt(0, 0, present.left + calls)], soonest * present.time)
      .timeLeft!;
  };

  test('is medium after 30 calls, and low if the range is of more than a factor of ten', () => {
    expect(early(30, 3)).toMatchObject({ confidence: 'medium' });
    expect(early(29, 3)).toMatchObject({ confidence: 'low' });
    const [narrow, wide] = [early(30, 2.1), early(30, 2)];
    expect(narrow.high / narrow.low).toBeLessThan(10);
    expect(narrow.confidence).toBe('medium');
    expect(wide.high / wide.low).toBeGreaterThan(10);
    expect(wide.confidence).toBe('low');
  });
});

describe('at the pace that the batch reports', () => {
  /** One call per second, by the clock of the server. */
  const reported = { completed: 100, failed: 0, startTime: 0, lastCompletedTime: 100_000 };
  const range = (averageCallDuration: number | null, known: Partial<Milestone> = {}): TimeLeft => {
    const batch = batchOf({ waiting: 45, active: 5, ...reported, averageCallDuration });
    return progressOf(milestone(batch, { mostActive: 5, ...known }), [markAt(0, 0, 50)], 0)
      .timeLeft!;
  };
  const longest = (mean: number): number => 3 * mean * (1 + Math.log(5));

  test('the range is from half the faster estimate of the waiting calls to more than the slower', () => {
    // Five active calls of 2.5 seconds: two end per second.
    expect(range(2.5).low).toBeCloseTo(45_000 / 2 / 2);
    expect(range(2.5).high).toBeCloseTo(50_000 * 1.5 + longest(2_500));
    // One ends every two seconds.
    expect(range(10).low).toBeCloseTo(45_000 / 2);
    expect(range(10).high).toBeCloseTo(100_000 * 1.5 + longest(10_000));
  });

  test('the likely time is between the two estimates', () => {
    const last = (mean: number): number => 0.45 * mean * (1 + Math.log(5));
    expect(range(2.5).likely).toBeCloseTo(45_000 / Math.sqrt(2) + last(2_500));
    expect(range(10).likely).toBeCloseTo(45_000 * Math.sqrt(2) + last(10_000));
    expect(range(null).likely).toBeCloseTo(45_000);
    expect(range(null, { unchangedFor: 4_000_000 }).likely).toBe(4_000_000);
  });

  test('without an average, the throughput gives both ends', () => {
    for (const none of [null, 0]) {
      expect(range(none).low).toBeCloseTo(45_000 / 2);
      expect(range(none).high).toBeCloseTo(50_000 * 1.5);
    }
  });

  test('what does not change goes on so for a twentieth to fourteen times as long', () => {
    const still = range(null, { unchangedFor: 4_000_000 });
    expect(still.low).toBeCloseTo(200_000);
    expect(still.high).toBeCloseTo(75_000 + 56_000_000);
    expect(still.confidence).toBe('low');
  });
});
