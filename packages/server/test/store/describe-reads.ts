import { expect, test } from 'vitest';
import type { ActiveCall, Transition } from '../../src/index.ts';
import { add, at, cancel, dial, end } from './some-transitions.ts';
import type { StoreTools } from './store-tools.ts';

/** What a batch shows when it is read. */
export function describeReads({ newId, batchOf }: StoreTools): void {
  test('shows the last ten calls that ended, the latest first', async () => {
    const { apply, read } = await batchOf(12, 'open');
    for (let call = 0; call < 12; call++) {
      await apply(dial(`${call}`), end(`${call}`, 1, call % 2 ? 'Busy {"}' : null, 2000 + call));
    }
    const { recent_calls } = (await read()).status;
    expect(recent_calls!.map(({ jobId }) => jobId)).toEqual(
      Array.from({ length: 10 }, (_, index) => `${11 - index}`),
    );
    expect(recent_calls!.slice(0, 2)).toEqual([
      { jobId: '11', status: 'failed', failedAt: 2011, error: 'Busy {"}' },
      { jobId: '10', status: 'completed', completedAt: 2010, duration: 1 },
    ]);
  });

  test('keeps the recent calls of a batch that has ended', async () => {
    const { apply, read } = await batchOf(1);
    await apply(dial('a'), { ...end('a'), phoneNumber: '+15555550100' } as Transition);
    expect((await read()).status.recent_calls).toEqual([
      {
        ...{ jobId: 'a', status: 'completed', phone_number: '+15555550100' },
        ...{ completedAt: 2000, duration: 1 },
      },
    ]);
  });

  test('has the time of the last completed call, in whatever order the ends are recorded', async () => {
    const { apply, read } = await batchOf(3);
    await apply(dial('a'), dial('b'), dial('c'));
    await apply(end('b', 1, null, 3000), end('a', 1, null, 2000));
    expect((await read()).status).toMatchObject({ completed: 2, lastCompletedTime: 3000 });
    await apply(end('c', 1, null, 2500));
    expect(await read()).toMatchObject({ status: { lastCompletedTime: 3000 } });
  });

  test('has a new revision exactly when it shows something else', async () => {
    const { apply, read } = await batchOf(3, 'open');
    const revisions: number[] = [];
    for (const group of [
      [dial('a')],
      [add(0, 0)],
      [{ kind: 'seal', at } as const],
      [dial('b'), { kind: 'return', at, call: 'a', attempt: 1 } as const],
      [dial('b')],
      [end('b'), dial('c')],
    ]) {
      await apply(...group);
      revisions.push((await read()).revision);
    }
    expect(revisions).toEqual([1, 1, 1, 1, 1, 3]);
  });

  test('lists the calls that are active, with what runs them', async () => {
    const { store, batchId, apply } = await batchOf(6);
    const other = newId();
    await store.create({ batchId: other, total: 1 });
    await store.transition(other, [dial('a')]);
    const runner = 'bull:queue:1 ü';
    await apply(dial('a'), { ...dial('a {b}'), runner } as Transition, dial('c'), dial('d'));
    await apply(end('c'), { kind: 'leave', at, call: 'd' }, dial('e', 2), dial('f'));
    await apply({ kind: 'return', at, call: 'f', attempt: 1 });
    const found: ActiveCall[] = [];
    for await (const call of store.activeCalls()) found.push(call);
    // A store may be shared with other tests.
    const ours = found.filter((active) => [batchId, other].includes(active.batchId));
    expect(ours).toHaveLength(4);
    expect(new Set(ours)).toEqual(
      new Set([
        { batchId, call: 'a', attempt: 1, runner: undefined },
        { batchId, call: 'a {b}', attempt: 1, runner },
        { batchId, call: 'e', attempt: 2, runner: undefined },
        { batchId: other, call: 'a', attempt: 1, runner: undefined },
      ]),
    );
    await apply(cancel, end('a'), end('a {b}'), end('e', 2));
    const left: string[] = [];
    for await (const active of store.activeCalls()) left.push(active.batchId);
    expect(left).not.toContain(batchId);
  });

  test('does not change a batch that it has returned', async () => {
    const { apply, read } = await batchOf(1);
    const before = await read();
    await apply(dial('a'));
    expect(before).toMatchObject({ revision: 0, status: { active: 0 } });
    expect(await read()).toMatchObject({ revision: 1, status: { active: 1 } });
  });
}

/** What a store does that stays open. */
export function describeMemory({ batchOf }: StoreTools): void {
  test('returns the same object until the batch changes', async () => {
    const { apply, read } = await batchOf(2);
    await apply(dial('a'));
    const before = await read();
    expect(await apply(dial('a'))).toEqual(['current']);
    expect(await read()).toBe(before);
    await apply(dial('b'));
    expect(await read()).not.toBe(before);
  });
}
