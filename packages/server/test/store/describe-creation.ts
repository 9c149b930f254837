import { waitingBatch } from '@batch-status/loopback/batches';
import { batchStatusFaults } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { UnknownBatchError, type NewBatch } from '../../src/index.ts';
import { add, at, cancel, dial, end } from './some-transitions.ts';
import type { StoreTools } from './store-tools.ts';

/** How batches are created, and how they are distinguished. */
export function describeCreation({ opened, newId, batchOf }: StoreTools): void {
  test('has no batch that was not created', async () => {
    const { store } = await batchOf(1);
    expect(await store.read('other')).toBeUndefined();
    await expect(store.transition('other', [])).rejects.toThrow(UnknownBatchError);
    await expect(store.transition('other', [cancel])).rejects.toThrow(UnknownBatchError);
  });

  test('has a new batch with all calls waiting, as the contract promises', async () => {
    const { batchId, read } = await batchOf(3);
    const batch = await read();
    expect(batch).toMatchObject({ batchId, revision: 0 });
    expect(batch.workspace).toBeUndefined();
    expect(batchStatusFaults(batch.status)).toEqual([]);
    expect(batch.status).toEqual(waitingBatch(3));
  });

  test('creates a batch once, and leaves the first as it is', async () => {
    const { store, batchId, apply, read } = await batchOf(3);
    await apply(dial('a'));
    expect(await store.create({ batchId, total: 9 })).toBe(false);
    expect(await read()).toMatchObject({ revision: 1, status: { total: 3, active: 1 } });
  });

  test('creates a batch once, however many try at the same time', async () => {
    const store = opened();
    const batchId = newId();
    const tries = [1, 2, 3, 4].map((total) => store.create({ batchId, total }));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  test('has a batch without calls complete from its creation, unless it is open', async () => {
    const { read } = await batchOf(0);
    const { status } = await read();
    expect(status).toMatchObject({ status: 'completed', isComplete: true });
    expect(status.completedTime).toBeGreaterThan(0);
    const growing = await batchOf(0, 'open');
    expect((await growing.read()).status).toMatchObject({ isComplete: false });
    expect(await growing.apply(add(0, 1), { kind: 'seal', at })).toEqual(['applied', 'applied']);
    expect((await growing.read()).status).toMatchObject({ isComplete: false, waiting: 1 });
  });

  test('keeps the workspace of a batch', async () => {
    const store = opened();
    const batchId = newId();
    await store.create({ batchId, total: 1, workspace: 'größe' });
    expect(await store.read(batchId)).toMatchObject({ workspace: 'größe' });
  });

  test('distinguishes batches', async () => {
    const { store, batchId, read } = await batchOf(3);
    const other = batchId.toUpperCase();
    await store.create({ batchId: other, total: 5 });
    await store.transition(other, [dial('a'), end('a')]);
    expect(await read()).toMatchObject({ status: { active: 0, recent_calls: [] } });
    expect(await store.read(other)).toMatchObject({ status: { completed: 1, waiting: 4 } });
  });

  test.each(['}', '{}x', '{a}b}', '%7D', 'größe/?#', 'a:calls', ':', '*'])(
    'can have a batch with the id %s, and calls with that name',
    async (text) => {
      const store = opened();
      const batchId = `${newId()}${text}`;
      const more = [batchId, `${text}${batchId}`, `${batchId}:calls`];
      for (const [index, id] of more.entries()) {
        expect(await store.create({ batchId: id, total: index + 1 })).toBe(true);
        expect(await store.transition(id, [dial(text)])).toEqual(['applied']);
      }
      for (const [index, id] of more.entries()) {
        expect(await store.transition(id, [end(text)])).toEqual(['applied']);
        expect((await store.read(id))!.status).toMatchObject({
          ...{ total: index + 1, completed: 1 },
          recent_calls: [{ jobId: text }],
        });
      }
    },
  );

  test.each([
    [{ total: -1 }, '`total` must be an integer'],
    [{ total: 1.5 }, '`total` must be an integer'],
    [{ batchId: '..' }, '`batchId` must be a text'],
    [{ ending: 'closed' as 'open' }, '`ending` must be'],
    [{ workspace: '' }, '`workspace` must be a text'],
  ])('rejects a new batch with %j', async (wrong, message) => {
    const batch: NewBatch = { batchId: newId(), total: 1, ...wrong };
    await expect(opened().create(batch)).rejects.toThrow(message);
  });
}
