import * as fc from 'fast-check';
import type { Ending, Transition } from '../../src/index.ts';

const call = fc.constantFrom('a', 'b', 'c', 'd');
// Mostly what can follow, so that groups are seldom rejected as a whole.
const attempt = fc.constantFrom(1, 1, 1, 1, 2, 2, 3);
const delivery = fc.constantFrom(1, 1, 1, 2, 2, 3);
const kind = <K extends Transition['kind']>(name: K) => fc.constant(name);
// Far apart, so that ten equal ends cannot hide a change of the body.
const at = fc.integer({ min: 1_703_097_600_000, max: 1_703_197_600_000 });

const anyTransition: fc.Arbitrary<Transition> = fc.oneof(
  {
    weight: 90,
    arbitrary: fc.record({
      ...{ kind: kind('dial'), at, call, attempt, delivery },
      redial: fc.boolean(),
    }),
  },
  {
    weight: 60,
    arbitrary: fc.record({
      ...{ kind: kind('end'), at, call, attempt },
      duration: fc.integer({ min: -1000, max: 1_000_000 }),
      failure: fc.constantFrom(null, 'busy', 'Kein "Anschluß" {1}', '"failedAt":1'),
      again: fc.boolean(),
      phoneNumber: fc.constantFrom(undefined, '+15555550100', '"completedAt":7'),
    }),
  },
  { weight: 30, arbitrary: fc.record({ kind: kind('requeue'), at, call, attempt }) },
  { weight: 40, arbitrary: fc.record({ kind: kind('return'), at, call, attempt, delivery }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('leave'), at, call }) },
  {
    weight: 10,
    arbitrary: fc.record({
      ...{ kind: kind('add'), at },
      addition: fc.nat({ max: 2 }),
      calls: fc.nat({ max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('seal'), at }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('cancel'), at }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('fail'), at }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('complete'), at }) },
);

export const totals: fc.Arbitrary<number> = fc.integer({ min: 1, max: 5 });
export const endings: fc.Arbitrary<Ending> = fc.constantFrom('sealed', 'open', 'explicit');

/** Any transitions, whether they can follow each other or not, in groups. */
export const anyGroups: fc.Arbitrary<Transition[][]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.array(anyTransition, { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.array(anyTransition, { minLength: 2, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(anyTransition, { maxLength: 6 }) },
  ),
  { minLength: 20, maxLength: 50, size: 'max' },
);
