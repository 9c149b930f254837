import { expect, test } from 'vitest';
import type { Transition } from '../../src/index.ts';
import { add, at, cancel, complete, dial, end, requeue } from './some-transitions.ts';
import type { StoreTools } from './store-tools.ts';

/** What transitions do, and which are rejected. */
export function describeTransitions({ batchOf }: StoreTools): void {
  test.each<[string, Transition[], string]>([
    ['the end of a call that was not dialed', [end('b')], 'was not dialed'],
    ['a call that the batch does not have', [dial('b'), dial('c')], 'The batch has 2 calls,'],
    ['the end of a batch with calls left', [complete], 'The batch has 2 calls left;'],
    ['a call without a name', [dial('')], '`call` must be a text'],
    ['a time that is not a number', [{ ...dial('b'), at: NaN }], '`at` must be an integer'],
    ['an attempt below one', [dial('b', 0)], '`attempt` must be an integer'],
    [
      'a duration that is not a number',
      [dial('b'), { ...end('b'), duration: NaN } as Transition],
      '`duration` must be a number',
    ],
    ['an unknown kind', [{ kind: 'jump', at } as unknown as Transition], '`kind` must be'],
  ])('rejects %s, and all transitions applied with it', async (_name, wrong, message) => {
    const { apply, read } = await batchOf(2);
    await expect(apply(dial('a'), ...wrong)).rejects.toThrow(RangeError);
    await expect(apply(dial('a'), ...wrong)).rejects.toThrow(message);
    expect(await read()).toMatchObject({ revision: 0, status: { waiting: 2 } });
    expect(await apply(dial('a'))).toEqual(['applied']);
  });

  test('applies each addition of calls once and in order', async () => {
    const { apply, read } = await batchOf(1, 'open');
    await expect(apply(add(1, 2))).rejects.toThrow('addition 1');
    expect(await apply(dial('a'), add(0, 2), add(0, 2), add(1, 3), dial('f'))).toEqual([
      ...['applied', 'applied', 'passed', 'applied', 'applied'],
    ]);
    expect((await read()).status).toMatchObject({ total: 6, waiting: 4, active: 2 });
    expect(await apply(cancel, add(2, 1))).toEqual(['applied', 'refused']);
    expect((await read()).status).toMatchObject({ total: 6, waiting: 0 });
  });

  test('dials no call after a cancellation, and active calls go on', async () => {
    const { apply, read } = await batchOf(5);
    await apply(dial('a'), dial('b'), end('b', 1, 'busy'), cancel);
    expect(await apply(dial('c'), requeue('b'), cancel, dial('a'), end('a'))).toEqual([
      ...['refused', 'refused', 'passed', 'current', 'applied'],
    ]);
    expect((await read()).status).toMatchObject({
      ...{ status: 'cancelled', isComplete: true, completedTime: 4000 },
      ...{ waiting: 0, active: 0, completed: 1, failed: 1, total: 5 },
    });
    expect(await apply(dial('a'), end('a'), dial('c'))).toEqual(['refused', 'passed', 'refused']);
  });

  test('dials no call after a failure of the batch, and active calls go on', async () => {
    const { apply, read } = await batchOf(3);
    await apply(dial('a'), dial('b'), { kind: 'fail', at: 4000 });
    expect(await apply(dial('c'))).toEqual(['refused']);
    expect(await apply({ ...end('a', 1, 'busy'), again: true } as Transition)).toEqual(['applied']);
    expect(await read()).toMatchObject({
      status: { waiting: 0, active: 1, failed: 1, isComplete: false },
    });
  });

  test('compares each end of a group with the attempt of its own call', async () => {
    const { apply, read } = await batchOf(3);
    await apply(dial('a'), dial('b'), end('b', 1, 'busy'), requeue('b'), dial('b', 2), dial('c'));
    expect(await apply(end('a'), end('b'), end('c'))).toEqual(['applied', 'passed', 'applied']);
    expect(await read()).toMatchObject({ status: { active: 1, completed: 2 } });
  });

  test('completes a batch with its last call, in the same step', async () => {
    const { apply, read } = await batchOf(2);
    await apply(dial('a'), dial('b'), end('b', 1, 'busy', 2500));
    expect((await read()).status).toMatchObject({ isComplete: false });
    await apply(end('a'));
    expect((await read()).status).toMatchObject({
      ...{ status: 'completed', isComplete: true, completed: 1, failed: 1, completedTime: 2500 },
    });
  });

  test('lets calls leave, and ends a batch as failed', async () => {
    const { apply, read } = await batchOf(4);
    await apply({ kind: 'leave', at, call: 'a' }, dial('b'), dial('c'), end('c'));
    expect(await apply({ kind: 'fail', at: 3000 }, dial('d'))).toEqual(['applied', 'refused']);
    expect((await read()).status).toMatchObject({ status: 'failed', isComplete: false });
    await apply(end('b'));
    expect((await read()).status).toMatchObject({
      ...{ status: 'failed', isComplete: true, total: 4, completed: 2, waiting: 0, active: 0 },
    });
  });

  test('changes nothing after the end', async () => {
    const { apply, read } = await batchOf(1);
    await apply(dial('a'), end('a', 1, 'busy'));
    expect(await apply(requeue('a'), cancel, complete, dial('a', 2))).toEqual(
      Array.from({ length: 4 }, () => 'passed'),
    );
    expect(await read()).toMatchObject({ revision: 2, status: { status: 'completed' } });
  });
}
