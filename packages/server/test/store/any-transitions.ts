import * as fc from 'fast-check';
import type { Ending, Transition } from '../../src/index.ts';

const call = fc.constantFrom('a', 'b', 'c', 'd');
const attempt = fc.integer({ min: 1, max: 3 });
const delivery = fc.integer({ min: 1, max: 3 });
const kind = <K extends Transition['kind']>(name: K) => fc.constant(name);
// Far apart, so that ten equal ends cannot hide a change of the body.
const at = fc.integer({ min: 1_703_097_600_000, max: 1_703_197_600_000 });

const anyTransition: fc.Arbitrary<Transition> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: kind('dial'), at, call, attempt, delivery }) },
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ kind: kind('end'), at, call, attempt },
      duration: fc.integer({ min: -1000, max: 1_000_000 }),
      failure: fc.constantFrom(null, 'busy', 'Kein "Anschluß" {1}'),
      again: fc.boolean(),
      phoneNumber: fc.constantFrom(undefined, '+15555550100'),
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

export const totals: fc.Arbitrary<number> = fc.integer({ min: 1, max: 4 });
export const endings: fc.Arbitrary<Ending> = fc.constantFrom('sealed', 'open', 'explicit');

/** Any transitions, whether they can follow each other or not, in groups. */
export const anyGroups: fc.Arbitrary<Transition[][]> = fc.array(
  fc.array(anyTransition, { maxLength: 5 }),
  { minLength: 8, maxLength: 25 },
);
