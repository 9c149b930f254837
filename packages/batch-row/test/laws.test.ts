import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchStatus, type CallRow, type Ending, type Transition } from '../src/index.ts';
import { Rows } from './rows.ts';

const call = fc.constantFrom('a', 'b', 'c', 'd');
const attempt = fc.integer({ min: 1, max: 3 });
const delivery = fc.integer({ min: 1, max: 3 });
const at = fc.nat({ max: 1000 });
const kind = <K extends Transition['kind']>(name: K) => fc.constant(name);

/** Any transition, whether it can follow the others or not. */
const anyTransition: fc.Arbitrary<Transition> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ kind: kind('dial'), at, call, attempt, delivery },
      redial: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ kind: kind('end'), at, call, attempt },
      duration: fc.integer({ min: -1000, max: 1000 }),
      failure: fc.constantFrom(null, 'busy'),
      again: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('requeue'), at, call, attempt }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('return'), at, call, attempt, delivery }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('leave'), at, call }) },
  fc.record({
    ...{ kind: kind('add'), at },
    addition: fc.nat({ max: 2 }),
    calls: fc.nat({ max: 2 }),
  }),
  fc.record({ kind: kind('seal'), at }),
  fc.record({ kind: kind('cancel'), at }),
  fc.record({ kind: kind('fail'), at }),
  fc.record({ kind: kind('complete'), at }),
);

const anyOrder = fc.array(anyTransition, { minLength: 20, maxLength: 80 });
const endings = fc.constantFrom<Ending>('sealed', 'open', 'explicit');

test('the counts match the calls for any transitions in any order', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4 }), endings, anyOrder, (total, ending, transitions) => {
      const rows = new Rows(total, ending);
      for (const transition of transitions) {
        rows.apply(transition);
        const { batch } = rows;
        const states = [...rows.calls.values()].map(({ state }) => state);
        const count = (...wanted: CallRow['state'][]): number =>
          states.filter((state) => wanted.includes(state)).length;
        const neverDialed = batch.total - states.length;
        const isStopped = batch.cancelledTime !== null || batch.failedTime !== null;
        expect(batch).toMatchObject({
          named: states.length,
          active: count('active'),
          completed: count('completed'),
          failed: count('failed'),
          waiting: isStopped ? 0 : neverDialed + count('waiting', 'returned'),
        });
      }
    }),
  );
});

test('the revision grows exactly when the API shows something else', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4 }), endings, anyOrder, (total, ending, transitions) => {
      const rows = new Rows(total, ending);
      // Stands for the recent calls, to which each end adds one.
      const shown = (): string => JSON.stringify([batchStatus(rows.batch, []), rows.batch.ended]);
      for (const transition of transitions) {
        const [{ revision }, before] = [rows.batch, shown()];
        rows.apply(transition);
        expect(rows.batch.revision - revision).toBe(shown() === before ? 0 : 1);
      }
    }),
  );
});

test('a transition that was applied changes nothing when it comes again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4 }), endings, anyOrder, (total, ending, transitions) => {
      const rows = new Rows(total, ending);
      const applied: Transition[] = [];
      for (const transition of transitions) {
        if (rows.apply(transition) === 'applied') applied.push(transition);
        const { batch } = rows;
        for (const again of applied) {
          expect(['current', 'passed', 'refused']).toContain(rows.apply(again));
        }
        expect(rows.batch).toBe(batch);
      }
    }),
  );
});

test('no time is before the start, none is after the end, and what was shown stays', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4 }), endings, anyOrder, (total, ending, transitions) => {
      const rows = new Rows(total, ending);
      for (const transition of transitions) {
        const before = rows.batch;
        rows.apply(transition);
        const { startTime, lastCompletedTime, lastEndTime, completedTime, talkTime } = rows.batch;
        expect(startTime).toBe(before.startTime ?? startTime);
        expect(completedTime).toBe(before.completedTime ?? completedTime);
        expect(lastCompletedTime ?? Infinity).toBeGreaterThanOrEqual(startTime ?? 0);
        expect(lastCompletedTime ?? 0).toBeGreaterThanOrEqual(before.lastCompletedTime ?? 0);
        expect(completedTime ?? Infinity).toBeGreaterThanOrEqual(startTime ?? 0);
        expect(completedTime ?? Infinity).toBeGreaterThanOrEqual(lastEndTime ?? 0);
        expect(talkTime).toBeGreaterThanOrEqual(before.talkTime);
        expect(rows.batch.completed).toBeGreaterThanOrEqual(before.completed);
      }
    }),
  );
});

test('a sealed or stopped batch is complete exactly when nothing is left of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom<Ending>('sealed', 'open'),
      anyOrder,
      (total, ending, transitions) => {
        const rows = new Rows(total, ending);
        for (const transition of transitions) {
          rows.apply(transition);
          const { batch } = rows;
          const { waiting, active, cancelledTime, failedTime, completedTime } = batch;
          const canGrow = batch.ending === 'open' && cancelledTime === null && failedTime === null;
          const isLeft = waiting + active > 0;
          // One that can grow may have been completed by `complete`.
          if (canGrow && !isLeft) continue;
          expect(completedTime === null).toBe(isLeft);
        }
      },
    ),
  );
});

test('a completed batch never changes again', () => {
  fc.assert(
    fc.property(anyOrder, (transitions) => {
      const rows = new Rows(1);
      rows.apply({ kind: 'dial', at: 0, call: 'a', attempt: 1 });
      rows.apply({ kind: 'end', at: 1, call: 'a', attempt: 1, duration: 1, failure: null });
      const { batch } = rows;
      expect(batch.completedTime).toBe(1);
      for (const transition of transitions) expect(rows.apply(transition)).toBe('passed');
      expect(rows.batch).toBe(batch);
    }),
  );
});
