import { expect, test } from 'vitest';
import type { Transition, TransitionOutcome } from '../../src/index.ts';
import { TurnGroups } from '../../src/redis/turn-groups.ts';

const dial = (call: string): Transition => ({ kind: 'dial', at: 1, call, attempt: 1 });

/** Applies everything except groups with a call `illegal`, and remembers the groups. */
function counting() {
  const requests: [batchId: string, calls: string[]][] = [];
  const groups = new TurnGroups(async (batchId, transitions): Promise<TransitionOutcome[]> => {
    const calls = transitions.map((transition) => ('call' in transition ? transition.call : ''));
    requests.push([batchId, calls]);
    if (calls.includes('lost')) throw new Error('lost');
    if (calls.includes('illegal')) throw new RangeError('illegal');
    return calls.map((call) => (call === 'again' ? 'current' : 'applied'));
  });
  return { requests, groups };
}

test('what is applied to a batch in one turn is one request, and each caller gets its outcomes', async () => {
  const { requests, groups } = counting();
  const outcomes = await Promise.all([
    groups.apply('b', [dial('x'), dial('again')]),
    groups.apply('c', [dial('y')]),
    groups.apply('b', []),
    groups.apply('b', [dial('again')]),
  ]);
  expect(requests).toEqual([
    ['b', ['x', 'again', 'again']],
    ['c', ['y']],
  ]);
  expect(outcomes).toEqual([['applied', 'current'], ['applied'], [], ['current']]);
  await groups.apply('b', [dial('z')]);
  expect(requests).toHaveLength(3);
});

test('callers of the next turn join a group, but not without end', async () => {
  const { requests, groups } = counting();
  const callers: Promise<unknown>[] = [];
  for (let turn = 0; turn < 20; turn++) {
    callers.push(groups.apply('b', [dial(`${turn}`)]));
    await new Promise(setImmediate);
  }
  await Promise.all(callers);
  const sizes = requests.map(([, calls]) => calls.length);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes[0]).toBeGreaterThan(1);
  expect(requests.flatMap(([, calls]) => calls)).toEqual(callers.map((_, turn) => `${turn}`));
});

test('an illegal transition of one caller does not stop those of the others', async () => {
  const { requests, groups } = counting();
  const settled = await Promise.allSettled([
    groups.apply('b', [dial('x')]),
    groups.apply('b', [dial('illegal')]),
    groups.apply('b', [dial('y')]),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(requests.slice(1)).toEqual([
    ['b', ['x']],
    ['b', ['illegal']],
    ['b', ['y']],
  ]);
});

test('a failure of the store is that of all callers, and is not repeated', async () => {
  const { requests, groups } = counting();
  const settled = await Promise.allSettled([
    groups.apply('b', [dial('x')]),
    groups.apply('b', [dial('lost')]),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(requests).toHaveLength(1);
});
