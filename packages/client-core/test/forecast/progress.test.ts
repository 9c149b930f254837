import { goodBatch } from '@batch-status/loopback/batches';
import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { learn } from '../../src/forecast/learn.ts';
import type { Observation } from '../../src/forecast/observation.ts';
import {
  milestoneAfter,
  soonestEnd,
  type Mark,
  type Milestone,
  withMark,
} from '../../src/forecast/pace.ts';
import { phaseOf } from '../../src/forecast/phase.ts';
import { progressOf, type Progress } from '../../src/forecast/progress.ts';

const batch = (members: Partial<BatchStatus> = {}): BatchStatus => ({ ...goodBatch, ...members });

const milestones = (...observations: Observation[]): Milestone[] => {
  const all: Milestone[] = [];
  for (const observation of observations) all.push(milestoneAfter(all.at(-1), observation));
  return all;
};

const progressAfter = (all: Milestone[]): Progress =>
  progressOf(all.at(-1)!, all, soonestEnd(all.at(-1)!, all));

const seen = (members?: Partial<BatchStatus>, receivedAt = 0) => ({
  batch: batch(members),
  receivedAt,
});

test('the example of the reference page gets a range between its two rates', () => {
  const { timeLeft, fraction, done, unaccounted } = progressAfter(milestones(seen()));
  expect({ fraction, done, unaccounted }).toEqual({
    fraction: 100 / 150,
    done: 100,
    unaccounted: 0,
  });
  // The observed throughput gives 30 minutes, the average call 7.5.
  expect(timeLeft!.low).toBeLessThanOrEqual(7.6 * 60_000);
  expect(timeLeft!.low).toBeGreaterThan(3 * 60_000);
  expect(timeLeft!.high).toBeGreaterThanOrEqual(30 * 60_000);
  expect(timeLeft!.confidence).toBe('low');
});

test('there is no time left before enough calls have ended', () => {
  const few = { completed: 2, failed: 0, waiting: 143 };
  expect(progressAfter(milestones(seen(few)))).not.toHaveProperty('timeLeft');
  expect(progressAfter(milestones(seen(few)))).not.toHaveProperty('throughput');
  const enough = { completed: 5, failed: 0, waiting: 140 };
  expect(progressAfter(milestones(seen(enough)))).toHaveProperty('timeLeft');
});

test('rates use the time of receipt, not the clock of the server', () => {
  const times = { startTime: 5, lastCompletedTime: 10 };
  const [first, last] = [
    seen({ completed: 10, ...times }, 0),
    seen({ completed: 70, ...times }, 60_000),
  ];
  expect(progressAfter(milestones(first, last)).throughput).toBeCloseTo(1);
});

test('calls that no counter includes are unaccounted, and never negative', () => {
  expect(progressAfter(milestones(seen({ waiting: 0 }))).unaccounted).toBe(45);
  expect(progressAfter(milestones(seen({ total: 10 }))).unaccounted).toBe(0);
  expect(progressAfter(milestones(seen({ total: 10 }))).fraction).toBe(1);
});

const untouched = { active: 0, completed: 0, failed: 0, startTime: null };

test.each<[string, Partial<BatchStatus>, string]>([
  ['nothing was dialled', untouched, 'queued'],
  ['calls wait and none is active', { active: 0 }, 'scheduled'],
  ['the batch started and no call has ended', { active: 0, completed: 0, failed: 0 }, 'scheduled'],
  ['calls have ended before a start is known', { active: 0, startTime: null }, 'scheduled'],
  ['calls wait and calls are active', {}, 'running'],
  ['no call waits', { waiting: 0 }, 'draining'],
  ['all calls are counted', { waiting: 0, active: 0 }, 'finishing'],
  ['the batch has no calls', { ...untouched, waiting: 0, total: 0 }, 'queued'],
  ['all calls left before the first dial', { ...untouched, waiting: 0, total: 9 }, 'finishing'],
  ['a cancelled batch has calls that run on', { status: 'cancelled', waiting: 0 }, 'draining'],
  ['isComplete says so', { isComplete: true }, 'complete'],
])('when %s', (_when, members, phase) => {
  expect(phaseOf({ ...seen(members), quietFor: 0 })).toBe(phase);
});

test('a batch whose active calls do not end is stalled', () => {
  const quiet = { ...seen({ averageCallDuration: 90 }), quietFor: 600_000 };
  expect(phaseOf(quiet)).toBe('running');
  expect(phaseOf({ ...quiet, quietFor: 900_000 })).toBe('stalled');
  expect(phaseOf(quiet, 600_000)).toBe('stalled');
  expect(phaseOf({ ...quiet, ...seen({ isComplete: true }) }, 600_000)).toBe('complete');
});

/** Ten minutes with ten concurrent calls, in which one call ended each second. */
const after = (members: Partial<BatchStatus>): Milestone[] =>
  milestones(
    seen({ active: 10, waiting: 1000, completed: 0, failed: 0, total: 1010 }),
    seen({ active: 10, completed: 600, failed: 0, total: 1010, ...members }, 600_000),
  );

test('the range contains the estimate by the observed rate, and is wide if calls join', () => {
  const { low, high } = progressAfter(after({ waiting: 200 })).timeLeft!;
  expect(low).toBeGreaterThan(50_000);
  expect(low).toBeLessThan(210_000);
  expect(high).toBeGreaterThan(210_000);
  expect(high).toBeLessThan(400_000);
  const joined = progressAfter(after({ waiting: 700 })).timeLeft!;
  // Half as many fewer are left as have ended.
  expect(joined.high).toBeGreaterThan(2 * 710_000);
  expect(joined.confidence).not.toBe('high');
});

test('there is no range after the last call, once complete, or while calls join as fast as others end', () => {
  expect(progressAfter(after({ waiting: 0, active: 0 }))).not.toHaveProperty('timeLeft');
  expect(progressAfter(after({ waiting: 400, isComplete: true }))).not.toHaveProperty('timeLeft');
  expect(progressAfter(after({ waiting: 1000 }))).not.toHaveProperty('timeLeft');
  expect(progressAfter(after({ waiting: 1000 })).throughput).toBeCloseTo(1);
});

test('a lull widens the range as it goes on', () => {
  const lull = seen({ active: 0, waiting: 400, completed: 610, failed: 0, total: 1010 }, 610_000);
  const all = milestones(...after({ waiting: 400 }), lull, { ...lull, receivedAt: 4_210_000 });
  const { low, high, confidence } = progressAfter(all).timeLeft!;
  expect(low).toBeLessThanOrEqual(300_000);
  expect(high).toBeGreaterThan(10 * 3_600_000);
  expect(confidence).not.toBe('high');
});

test('a call that has lasted for long may last as long again, and more', () => {
  const oneLeft = { active: 1, waiting: 0, completed: 1009, failed: 0, total: 1010 };
  const all = milestones(
    ...after({ waiting: 400 }),
    seen(oneLeft, 1_000_000),
    seen(oneLeft, 1_600_000),
  );
  const { low, high, confidence } = progressAfter(all).timeLeft!;
  expect(low).toBeGreaterThanOrEqual(30_000);
  expect(low).toBeLessThan(100_000);
  expect(high).toBeGreaterThan(10 * 600_000);
  expect(confidence).toBe('low');
});

test('without calls, nothing is done until the batch is complete', () => {
  const none = { waiting: 0, active: 0, completed: 0, failed: 0, total: 0 };
  expect(progressAfter(milestones(seen(none))).fraction).toBe(0);
  expect(progressAfter(milestones(seen({ ...none, isComplete: true }))).fraction).toBe(1);
});

test.each([
  ['`lastCompletedTime`', { recent_calls: null }],
  [
    'a failed call',
    {
      lastCompletedTime: null,
      recent_calls: [{ jobId: 'j', status: 'failed', failedAt: goodBatch.lastCompletedTime! }],
    },
  ],
  [
    '`startTime`, if none has ended,',
    {
      ...{ completed: 0, failed: 0, recent_calls: null, lastCompletedTime: null },
      startTime: goodBatch.lastCompletedTime!,
    },
  ],
] satisfies [string, Partial<BatchStatus>][])(
  'a first response shows by %s and its `Date` how long no call has ended',
  (_what, members) => {
    const now = goodBatch.lastCompletedTime! + 3_600_000;
    const at = (serverTime: number | undefined, active = 1): Milestone =>
      milestones({ ...seen({ waiting: 0, active, ...members }), serverTime })[0]!;
    expect(at(now).unchangedFor).toBe(3_600_000);
    expect(at(undefined).unchangedFor).toBe(0);
    expect(at(now, 0).unchangedFor).toBe(0);
    expect(at(1).unchangedFor).toBe(0);
  },
);

test('a batch that died an hour ago has no range, or a wide one', () => {
  const serverTime = goodBatch.lastCompletedTime! + 3_600_000;
  expect(learn(undefined, { ...seen(), serverTime }).progress).not.toHaveProperty('timeLeft');
  const draining = learn(undefined, { ...seen({ waiting: 0, active: 3 }), serverTime });
  expect(draining.progress.timeLeft!.low).toBeGreaterThanOrEqual(180_000);
  expect(draining.progress.timeLeft!.high).toBeGreaterThan(10 * 3_600_000);
});

const soonestAfter = (all: Milestone[]): number => soonestEnd(all.at(-1)!, all);

test('the soonest end ignores lulls', () => {
  const soonest = soonestAfter(after({ waiting: 400 }));
  const lull = seen({ active: 0, waiting: 400, completed: 600, failed: 0 }, 600_000);
  const later = milestones(...after({ waiting: 400 }), lull, { ...lull, receivedAt: 6_000_000 });
  expect(soonestAfter(later)).toBeGreaterThan(0.9 * soonest);
  expect(soonestAfter(later)).toBeLessThan(1.1 * soonest);
});

test('calls that ended before a lull do not count: they ended at an unknown time', () => {
  const known = after({ waiting: 400 }).at(-1)!;
  const lull = seen({ active: 0, waiting: 400, completed: 610, failed: 0, total: 1010 }, 6_000_000);
  const { callTime, timed, ended } = milestoneAfter(known, lull);
  expect({ callTime, timed, ended }).toEqual({ callTime: 6_000_000, timed: 600, ended: 610 });
});

test('the soonest end is before the likely end, and is now if one call is left', () => {
  const soonest = soonestAfter(after({ waiting: 400 }));
  expect(soonest).toBeGreaterThan(300_000);
  expect(soonest).toBeLessThan(410_000);
  expect(soonestAfter(after({ waiting: 0, active: 1 }))).toBe(0);
  expect(soonestAfter(milestones(seen()))).toBe(0);
});

test('a clock that is set back gives no rate', () => {
  const [first, last] = milestones(seen({}, 600_000), seen({ completed: 96 }, 0));
  expect(last).toMatchObject({ callTime: first!.callTime, ended: 1 });
});

test('cancelled calls do not invert the range', () => {
  const { low, high } = progressAfter(
    milestones(
      seen({ waiting: 100_000, active: 20, completed: 0, failed: 0 }),
      seen({ waiting: 99_970, active: 20, completed: 30, failed: 0 }, 60_000),
      seen({ waiting: 1_000, active: 20, completed: 60, failed: 0 }, 120_000),
    ),
  ).timeLeft!;
  expect(low).toBeLessThanOrEqual(high);
});

const mark: Mark = { time: 0, ended: 0, callTime: 0, timed: 0, left: 0, active: 0 };

test('the kept marks do not grow in number, and start at the beginning', () => {
  let marks: readonly Mark[] = [];
  for (let ended = 0; ended < 100_000; ended += 1_000) {
    marks = withMark(marks, { ...mark, time: ended, ended, left: 100_000 - ended });
  }
  expect(marks).toHaveLength(10);
  expect(marks[0]).toMatchObject({ ended: 0 });
  expect(marks.at(-1)).toMatchObject({ ended: 99_000 });
});

test('the first observation is the first mark', () => {
  expect(learn(undefined, seen()).marks).toEqual([{ ...mark, left: 50, active: 5 }]);
});

test('a batch is unchanged since the last observation that differed', () => {
  const changed = { completed: 96, active: 4 };
  const all = milestones(seen(), seen({}, 1_000), seen({}, 3_000), seen(changed, 4_000));
  expect(all.map(({ unchangedFor }) => unchangedFor)).toEqual([0, 1_000, 3_000, 0]);
});

/** A batch that was seen with ten active calls and these numbers of completed and waiting calls. */
const tenActive = (seconds: number, completed: number, waiting: number): Observation =>
  seen({ active: 10, completed, waiting, failed: 0, total: 100_000 }, seconds * 1000);

/** Checks every 100 seconds. Each ends so many calls. */
const checks = (ended: readonly number[], total: number): Milestone[] => {
  let completed = 0;
  return milestones(
    ...[0, ...ended].map((calls, nth) => {
      completed += calls;
      return tenActive(nth * 100, completed, total - completed);
    }),
  );
};

test.each<[string, Milestone[], string]>([
  ['high if a steady pace was observed for longer', checks([100, 100, 100, 100, 100], 600), 'high'],
  ['medium if more is left than was observed', checks([100, 100, 100, 100, 100], 2_000), 'medium'],
  ['low if the pace drops', checks([200, 200, 200, 80, 80], 900), 'low'],
  ['low after few calls', checks([10, 10, 10, 10, 10], 60), 'low'],
])('the confidence is %s', (_what, all, confidence) => {
  expect(progressAfter(all).timeLeft!.confidence).toBe(confidence);
});

test('the range contains the estimates by the earlier and by the latest rate', () => {
  const left = 3010;
  const slower = milestones(
    tenActive(0, 0, 5000),
    tenActive(100, 1000, 4000),
    tenActive(1100, 2000, 3000),
  );
  const faster = milestones(
    tenActive(0, 0, 5000),
    tenActive(1000, 1000, 4000),
    tenActive(1100, 2000, 3000),
  );
  const whole = 2000 / 1_100_000;
  expect(progressAfter(slower).throughput).toBeCloseTo(1);
  expect(progressAfter(slower).timeLeft!.low).toBeLessThan(left / whole);
  expect(progressAfter(slower).timeLeft!.high).toBeGreaterThan(left * 1000);
  expect(progressAfter(faster).throughput).toBeCloseTo(10);
  expect(progressAfter(faster).timeLeft!.low).toBeLessThan(left * 100);
  expect(progressAfter(faster).timeLeft!.high).toBeGreaterThan(left / whole);
});

test('the latest rate is that of a third as many calls as are left', () => {
  const { throughput } = progressAfter(
    milestones(
      tenActive(0, 0, 1390),
      tenActive(100, 1000, 390),
      tenActive(160, 1060, 330),
      tenActive(180, 1100, 290),
    ),
  );
  expect(throughput).toBeCloseTo(100 / 80);
});

test('five calls that were seen to end are enough for a rate', () => {
  const { throughput } = progressAfter(milestones(tenActive(0, 10, 100), tenActive(60, 15, 95)));
  expect(throughput).toBeCloseTo(5 / 60);
});

test('a first response gives the rate between the times of the server', () => {
  expect(progressAfter(milestones(seen())).throughput).toBeCloseTo(100 / 3600);
});

test.each([
  ['equal', 1000],
  ['in the wrong order', 2000],
])('times of the server that are %s give no rate', (_, startTime) => {
  const { throughput } = progressAfter(milestones(seen({ startTime, lastCompletedTime: 1000 })));
  expect(throughput).toBeUndefined();
});

test('without an average call, the range comes from the rate', () => {
  const { low, high } = progressAfter(milestones(seen({ averageCallDuration: null }))).timeLeft!;
  // 50 calls are left, and each 36 seconds one ends.
  expect(low).toBeGreaterThan(800_000);
  expect(high).toBeGreaterThan(1_800_000);
});

test('the time without a change is the sum of the times between the responses', () => {
  const all = milestones(seen({}, 0), seen({}, 60_000), seen({}, 180_000));
  expect(all.at(-1)).toMatchObject({ changed: false, unchangedFor: 180_000 });
});

test('calls that were just dialed are not quiet yet', () => {
  const [, dialed, later] = milestones(
    seen({ active: 0 }, 0),
    seen({ active: 5 }, 60_000),
    seen({ active: 5 }, 90_000),
  );
  expect(dialed!.quietFor).toBe(0);
  expect(later!.quietFor).toBe(30_000);
});

test('after few calls, the soonest end is well below the likely one', () => {
  const soonest = soonestAfter(milestones(tenActive(0, 0, 1000), tenActive(10, 9, 991)));
  // Nine calls in ten seconds.
  const likely = (10_000 / 9) * 1000;
  expect(soonest).toBeLessThan(0.4 * likely);
  expect(soonest).toBeGreaterThan(0.3 * likely);
});

test('a mark is kept for each eighth of the calls of a rate', () => {
  const first: Mark = { ...mark, left: 2400 };
  const withEnded = (ended: number): readonly Mark[] => withMark([first], { ...first, ended });
  expect(withEnded(99)).toHaveLength(1);
  expect(withEnded(100)).toHaveLength(2);
});
