import { describe, expect, test } from 'vitest';
import { countsAt } from '../src/response/counts.ts';
import type { Plan } from '../src/run/plan.ts';
import { run } from '../src/run/run.ts';

/** Two calls at a time, of ten milliseconds each. */
const plan = (changes: Partial<Plan> = {}): Plan => ({
  uploads: [{ at: 0, calls: 4 }],
  lines: [{ at: 0, lines: 2 }],
  attempt: () => ({ length: 10, completed: true }),
  ...changes,
});

/** `waiting active completed failed / total` at each time. */
const seen = (changes: Partial<Plan>, times: number[]): string[] => {
  const course = run(plan(changes));
  return times.map((time) => {
    const { waiting, active, completed, failed, total } = countsAt(course, time);
    return `${waiting} ${active} ${completed} ${failed} / ${total}`;
  });
};

test('calls take turns on the lines', () => {
  expect(seen({}, [0, 9, 10, 20])).toEqual([
    '2 2 0 0 / 4',
    '2 2 0 0 / 4',
    '0 2 2 0 / 4',
    '0 0 4 0 / 4',
  ]);
  expect(run(plan({ delay: 5 }))).toMatchObject({ lastCallEndsAt: 20, finishedAt: 25 });
});

test('a gap separates dials', () => {
  expect(run(plan({ gap: () => 7 })).dialed).toEqual([0, 7, 14, 21]);
});

test('calls in progress go on when lines are lost', () => {
  const lines = [
    { at: 0, lines: 2 },
    { at: 5, lines: 0 },
    { at: 100, lines: 1 },
  ];
  expect(run(plan({ lines })).dialed).toEqual([0, 0, 100, 110]);
  expect(seen({ lines }, [5, 50])).toEqual(['2 2 0 0 / 4', '2 0 2 0 / 4']);
});

test('the total grows with each upload, also after all calls have ended', () => {
  const uploads = [
    { at: 3, calls: 1 },
    { at: 50, calls: 2 },
  ];
  expect(seen({ uploads }, [0, 3, 40, 50])).toEqual([
    '0 0 0 0 / 0',
    '0 1 0 0 / 1',
    '0 0 1 0 / 1',
    '0 2 1 0 / 3',
  ]);
  expect(run(plan({ uploads })).finishedAt).toBe(60);
  expect(run(plan({ uploads, closesAt: 99 })).finishedAt).toBe(99);
});

test('a call is dialed when it may be', () => {
  const mayDial = (time: number, call: number): number => (call === 0 ? Math.max(time, 40) : time);
  expect(run(plan({ mayDial }))).toMatchObject({
    dialed: [0, 0, 10, 40],
    completedCalls: [1, 2, 3, 0],
  });
});

test('rejected numbers fail before the first dial', () => {
  expect(seen({ rejections: [2, 4] }, [1, 2, 4, 14])).toEqual([
    '4 0 0 0 / 4',
    '3 0 0 1 / 4',
    '0 2 0 2 / 4',
    '0 0 2 2 / 4',
  ]);
});

test('no count includes skipped numbers, which take no line', () => {
  const attempt: Plan['attempt'] = (_, call) =>
    call < 2 ? { length: 0, completed: false, skipped: true } : { length: 10, completed: true };
  expect(seen({ attempt }, [0, 10])).toEqual(['0 2 0 0 / 4', '0 0 2 0 / 4']);
  const uploads = [
    { at: 0, calls: 1 },
    { at: 50, calls: 1 },
  ];
  expect(run(plan({ attempt, uploads })).finishedAt).toBe(50);
});

describe('a failed call that is dialed again', () => {
  const attempt: Plan['attempt'] = (time, call, attempts) =>
    call === 0 && attempts === 0
      ? { length: 10, completed: false, retryAt: time + 60 }
      : { length: 10, completed: true };

  test('counts as failed until then', () => {
    expect(seen({ attempt }, [10, 20, 59, 60, 70])).toEqual([
      '0 2 1 1 / 4',
      '0 0 3 1 / 4',
      '0 0 3 1 / 4',
      '0 1 3 0 / 4',
      '0 0 4 0 / 4',
    ]);
  });

  test('or counts as waiting', () => {
    expect(seen({ attempt, requeuesAtOnce: true }, [10, 20, 60])).toEqual([
      '1 2 1 0 / 4',
      '1 0 3 0 / 4',
      '0 1 3 0 / 4',
    ]);
  });

  test('can be dialed before another one that failed earlier', () => {
    const failing: Plan['attempt'] = (_, call, attempts) =>
      call < 2 && attempts === 0
        ? { length: 10 + call, completed: false, retryAt: 90 - 20 * call }
        : { length: 10, completed: true };
    expect(run(plan({ attempt: failing })).requeued).toEqual([70, 90]);
  });

  test('stays failed if the batch is cancelled before', () => {
    const cancel = { at: 30, hangsUp: false };
    expect(seen({ attempt, cancel }, [29, 100])).toEqual(['0 0 3 1 / 4', '0 0 3 1 / 4']);
    expect(run(plan({ attempt, cancel }))).toMatchObject({ lastCallEndsAt: 20, finishedAt: 30 });
  });
});

describe('a cancellation', () => {
  test('leaves calls that wait uncounted, and lets the others end', () => {
    const cancel = { at: 5, hangsUp: false };
    expect(seen({ cancel }, [4, 5, 10])).toEqual(['2 2 0 0 / 4', '0 2 0 0 / 4', '0 0 2 0 / 4']);
    expect(run(plan({ cancel }))).toMatchObject({ lastCallEndsAt: 10, finishedAt: 10 });
  });

  test('or ends all calls at once', () => {
    const cancel = { at: 15, hangsUp: true };
    expect(seen({ cancel }, [14, 15])).toEqual(['0 2 2 0 / 4', '0 0 2 0 / 4']);
    expect(run(plan({ cancel }))).toMatchObject({ lastCallEndsAt: 15, finishedAt: 15 });
  });

  test('ends no call if none is active', () => {
    const cancel = { at: 15, hangsUp: true };
    const lines = [
      { at: 0, lines: 2 },
      { at: 5, lines: 0 },
    ];
    expect(run(plan({ cancel, lines }))).toMatchObject({ lastCallEndsAt: 10, finishedAt: 15 });
  });

  test('does nothing to a batch whose calls have all ended', () => {
    const lines = [
      { at: 0, lines: 4 },
      { at: 5, lines: 0 },
      { at: 100, lines: 4 },
    ];
    expect(run(plan({ lines, cancel: { at: 50, hangsUp: true } }))).toMatchObject({
      cancel: undefined,
      finishedAt: 10,
    });
  });

  test('counts calls that ended while the dialer paused', () => {
    const cancel = { at: 15, hangsUp: true };
    expect(seen({ cancel, gap: () => 30 }, [15])).toEqual(['0 0 1 0 / 4']);
  });
});

test('calls that can never be dialed are an error of the plan', () => {
  expect(() => run(plan({ lines: [] }))).toThrow('never dialed');
});
