import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  apply,
  callAfter,
  newBatch,
  Refusal,
  type BatchRow,
  type CallRow,
  type Transition,
} from '../src/index.ts';

/** A batch with the rows of its calls, as a store keeps them. */
class Rows {
  batch: BatchRow;
  readonly calls = new Map<number, CallRow>();

  constructor(calls: number) {
    this.batch = newBatch(calls);
  }

  apply(transition: Transition): 'changed' | 'unchanged' | Refusal {
    const call = 'call' in transition ? this.calls.get(transition.call) : undefined;
    const after = apply(this.batch, transition, call);
    if (after instanceof Refusal) return after;
    if (after === this.batch) return 'unchanged';
    if ('call' in transition) this.calls.set(transition.call, callAfter(transition));
    this.batch = after;
    return 'changed';
  }
}

const call = fc.integer({ min: -1, max: 4 });
const attempt = fc.integer({ min: 1, max: 3 });
const at = fc.nat({ max: 1000 });

/** Any transition, whether it can follow the others or not. */
const anyTransition: fc.Arbitrary<Transition> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('dial'), at, call, attempt }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('end'),
      ...{ at, call, attempt },
      duration: fc.nat({ max: 1000 }),
      failure: fc.constantFrom(null, 'busy'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('requeue'), at, call, attempt }) },
  fc.record({
    kind: fc.constant('add'),
    at,
    addition: fc.nat({ max: 2 }),
    calls: fc.nat({ max: 2 }),
  }),
  fc.record({ kind: fc.constant('cancel'), at }),
  fc.record({ kind: fc.constant('complete'), at }),
);

const anyOrder = fc.array(anyTransition, { minLength: 20, maxLength: 80 });

test('the counts match the calls for any transitions in any order', () => {
  fc.assert(
    fc.property(fc.nat({ max: 3 }), anyOrder, (total, transitions) => {
      const rows = new Rows(total);
      let changes = 0;
      for (const transition of transitions) {
        if (rows.apply(transition) === 'changed') changes += 1;
        const { batch } = rows;
        const states = [...rows.calls.values()].map(({ state }) => state);
        const count = (wanted: CallRow['state']): number =>
          states.filter((state) => state === wanted).length;
        const neverDialed = batch.total - states.length;
        expect(batch).toMatchObject({
          revision: changes,
          active: count('active'),
          completed: count('completed'),
          failed: count('failed'),
          waiting: batch.cancelledTime === null ? neverDialed + count('waiting') : 0,
        });
      }
    }),
  );
});

test('a transition that was applied changes nothing when it comes again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 3 }), anyOrder, (total, transitions) => {
      const rows = new Rows(total);
      const applied: Transition[] = [];
      for (const transition of transitions) {
        if (rows.apply(transition) === 'changed') applied.push(transition);
        for (const again of applied) expect(rows.apply(again)).toBe('unchanged');
      }
    }),
  );
});

test('a completed batch never changes again', () => {
  fc.assert(
    fc.property(anyOrder, (transitions) => {
      const rows = new Rows(1);
      rows.apply({ kind: 'dial', at: 0, call: 0, attempt: 1 });
      rows.apply({ kind: 'end', at: 1, call: 0, attempt: 1, duration: 1, failure: null });
      rows.apply({ kind: 'complete', at: 2 });
      const { batch } = rows;
      for (const transition of transitions) rows.apply(transition);
      expect(rows.batch).toBe(batch);
    }),
  );
});

const dial: Transition = { kind: 'dial', at: 10, call: 0, attempt: 1 };
const end: Transition = { ...dial, kind: 'end', at: 20, duration: 10, failure: null };

test.each<[string, Transition[], string]>([
  ['a call that the batch does not have', [{ ...dial, call: 2 }], 'The batch has no call 2;'],
  [
    'a call before the first',
    [{ ...dial, call: -1 }],
    'The batch has no call -1; its calls are 0 to 1.',
  ],
  ['a call that is not a number', [{ ...dial, call: NaN }], 'The batch has no call NaN;'],
  ['the end of a call that was not dialed', [end], 'Call 0 has taken 0 steps,'],
  [
    'a requeue of a completed call',
    [dial, end, { ...dial, kind: 'requeue' }],
    'Call 0 is completed, and only a call that is failed',
  ],
  ['a second addition first', [{ kind: 'add', at: 1, addition: 1, calls: 1 }], '0 times'],
  ['the end of a batch with calls left', [dial, { kind: 'complete', at: 9 }], '2 calls left;'],
])('%s is refused', (_name, transitions, reason) => {
  const rows = new Rows(2);
  const outcomes = transitions.map((transition) => rows.apply(transition));
  expect(outcomes.pop()).toMatchObject({ reason: expect.stringContaining(reason) });
  expect(outcomes).toEqual(outcomes.map(() => 'changed'));
});

test('times are those of the first dial and of the last completed call', () => {
  const rows = new Rows(3);
  for (const [index, time] of [30, 10, 20].entries()) {
    rows.apply({ ...dial, call: index, at: time });
    rows.apply({ ...end, call: index, at: time + 5 });
  }
  expect(rows.batch).toMatchObject({ startTime: 10, lastCompletedTime: 35, talkTime: 30 });
});

test('a cancellation takes the waiting calls, and active calls go on to their end', () => {
  const rows = new Rows(3);
  rows.apply(dial);
  expect(rows.apply({ kind: 'cancel', at: 15 })).toBe('changed');
  const cancelled = { total: 3, waiting: 0, cancelledTime: 15, completedTime: null };
  expect(rows.batch).toMatchObject({ ...cancelled, active: 1, ended: 0 });
  expect(rows.apply({ ...dial, call: 1 })).toBe('unchanged');
  expect(rows.apply(end)).toBe('changed');
  expect(rows.batch).toMatchObject({ ...cancelled, active: 0, completed: 1, ended: 1 });
  expect(rows.apply({ kind: 'complete', at: 30 })).toBe('changed');
  expect(rows.batch).toMatchObject({ waiting: 0, cancelledTime: 15, completedTime: 30 });
});

test('a failed call that is put back waits, and can be dialed again', () => {
  const rows = new Rows(1);
  rows.apply(dial);
  rows.apply({ ...end, failure: 'busy' });
  expect(rows.batch).toMatchObject({ waiting: 0, failed: 1, ended: 1, talkTime: 0 });
  expect(rows.apply({ ...dial, kind: 'requeue' })).toBe('changed');
  expect(rows.batch).toMatchObject({ total: 1, waiting: 1, failed: 0, ended: 1 });
  expect(rows.calls.get(0)).toEqual({ step: 3, state: 'waiting' });
  expect(rows.apply({ ...dial, attempt: 2 })).toBe('changed');
  expect(rows.apply({ ...end, attempt: 2 })).toBe('changed');
  expect(rows.batch).toMatchObject({ waiting: 0, active: 0, completed: 1, ended: 2 });
});

test('each addition counts once', () => {
  const rows = new Rows(1);
  const add: Transition = { kind: 'add', at: 1, addition: 0, calls: 2 };
  expect(rows.apply(add)).toBe('changed');
  expect(rows.apply(add)).toBe('unchanged');
  expect(rows.apply({ ...add, addition: 1 })).toBe('changed');
  expect(rows.batch).toMatchObject({ additions: 2, total: 5, waiting: 5, cancelledTime: null });
});
