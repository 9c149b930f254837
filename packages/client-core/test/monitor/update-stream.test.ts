import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { MonitorFailure, MonitorReport, MonitorUpdate } from '../../src/index.ts';
import { UpdateStream } from '../../src/monitor/update-stream.ts';
import { stillReachable } from './still-reachable.ts';

/** Each update has its own number. */
const update = (batchId: string, number: number): MonitorFailure => ({
  type: 'failure',
  batchId,
  error: new Error(`${number}`),
  update: undefined,
});

type Step = { do: 'tell' | 'forget'; batchId: string } | { do: 'next' };

const batchId = fc.constantFrom('a', 'b', 'c');
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom('tell' as const, 'forget' as const), batchId }),
    fc.record({ do: fc.constant('next' as const) }),
  ),
);

describe('a stream of updates', () => {
  test('yields the newest report of each batch once, the longest waiting first', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all: Step[]) => {
        const stream = new UpdateStream(() => undefined);
        const held = new Map<string, MonitorFailure>();
        const asked: Promise<IteratorResult<MonitorReport, undefined>>[] = [];
        const expected: MonitorFailure[] = [];
        let listening = 0;
        for (const [number, step] of all.entries()) {
          if (step.do === 'next') {
            asked.push(stream.next());
            const [first] = held.values();
            if (first) {
              expected.push(first);
              held.delete(first.batchId);
            } else listening += 1;
          } else if (step.do === 'forget') {
            stream.forget(step.batchId);
            held.delete(step.batchId);
          } else {
            const newest = update(step.batchId, number);
            stream.push(newest);
            if (listening > 0) {
              listening -= 1;
              expected.push(newest);
            } else held.set(step.batchId, newest);
          }
        }
        stream.end();
        const got = (await Promise.all(asked)).flatMap(({ value }) => value ?? []);
        expect(got).toEqual(expected);
        expect(await stream.next()).toEqual({ done: true, value: undefined });
      }),
    );
  });

  test('yields its buffered reports after finish(), and then ends', async () => {
    const ended: UpdateStream[] = [];
    const stream = new UpdateStream((it) => ended.push(it));
    stream.push(update('a', 1));
    stream.finish();
    expect(ended).toEqual([]);
    expect(await stream.next()).toMatchObject({ value: { batchId: 'a' } });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(ended).toContain(stream);
  });

  test('puts the times of a confirmation into an unread update', async () => {
    const stream = new UpdateStream(() => undefined);
    const unread = {
      type: 'update',
      batchId: 'a',
      phase: 'running',
      receivedAt: 1,
      nextCheckAt: 2,
    };
    const confirm = (id: string, receivedAt: number): void =>
      stream.push({
        type: 'confirmation',
        batchId: id,
        receivedAt,
        nextCheckAt: receivedAt + 1,
      });
    stream.push(unread as MonitorUpdate);
    confirm('b', 3);
    confirm('a', 4);
    confirm('b', 5);
    const taken = [await stream.next(), await stream.next()].map(({ value }) => value);
    expect(taken).toEqual([
      { ...unread, receivedAt: 4, nextCheckAt: 5 },
      { type: 'confirmation', batchId: 'b', receivedAt: 5, nextCheckAt: 6 },
    ]);
    // Another loop may have the same object.
    expect(unread.receivedAt).toBe(1);
  });

  test('continues its search where it stopped, for any number of buffered reports', async () => {
    expect(await searchesToDrain(1_600)).toBe(await searchesToDrain(200));
  });

  test('releases removed batches while its consumer is idle', async () => {
    const stream = new UpdateStream(() => undefined);
    const forgotten = tellAndForget(stream, 2_000);
    for (let nth = 0; nth < 10; nth += 1) stream.forget(`${nth}`);
    // The engine may keep one or two in a stack frame that it has not reused yet.
    expect(await stillReachable(forgotten)).toBeLessThan(20);
    stream.push(update('a', 1));
    expect(await stream.next()).toMatchObject({ value: { batchId: 'a' } });
  });
});

/** Pushes this many updates of ten batches, and discards each previous one. */
function tellAndForget(stream: UpdateStream, count: number): WeakRef<MonitorFailure>[] {
  return Array.from({ length: count }, (_, nth) => {
    const newest = update(`${nth % 10}`, nth);
    stream.forget(newest.batchId);
    stream.push(newest);
    return new WeakRef(newest);
  });
}

/** How often reading the buffered reports restarts from the beginning, for this many updates. */
async function searchesToDrain(count: number): Promise<number> {
  const stream = new UpdateStream(() => undefined);
  for (let nth = 0; nth < count; nth += 1) stream.push(update(`${nth}`, nth));
  stream.finish();
  const searches = (['values', 'keys', 'entries', 'forEach'] as const).map((search) =>
    vi.spyOn(Map.prototype, search),
  );
  searches.push(vi.spyOn(Map.prototype, Symbol.iterator as never));
  const took: string[] = [];
  for await (const { batchId: id } of stream) took.push(id!);
  const begun = searches.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  for (const search of searches) search.mockRestore();
  expect(took).toEqual(Array.from({ length: count }, (_, nth) => `${nth}`));
  return begun;
}
