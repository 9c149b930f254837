import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MonitorUpdate } from '../src/index.ts';
import { UpdateStream } from '../src/monitor/update-stream.ts';

/** Updates are told apart by their number. */
const update = (batchId: string, number: number): MonitorUpdate => ({
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
  test('gives the newest of each batch, the one that waits longest first, and nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all: Step[]) => {
        const stream = new UpdateStream(() => undefined);
        const held = new Map<string, MonitorUpdate>();
        const asked: Promise<IteratorResult<MonitorUpdate, undefined>>[] = [];
        const expected: MonitorUpdate[] = [];
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
            const told = update(step.batchId, number);
            stream.tell(told);
            if (listening > 0) {
              listening -= 1;
              expected.push(told);
            } else held.set(step.batchId, told);
          }
        }
        stream.end();
        const got = (await Promise.all(asked)).flatMap(({ value }) => value ?? []);
        expect(got).toEqual(expected);
        expect(await stream.next()).toEqual({ done: true, value: undefined });
      }),
    );
  });

  test('gives what it held back, and then ends, when it is finished', async () => {
    const ended: UpdateStream[] = [];
    const stream = new UpdateStream((it) => ended.push(it));
    stream.tell(update('a', 1));
    stream.finish();
    expect(ended).toEqual([]);
    expect(await stream.next()).toMatchObject({ value: { batchId: 'a' } });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(ended).toContain(stream);
  });

  test('takes what it held back in a time that goes with how much that is', async () => {
    const stream = new UpdateStream(() => undefined);
    const count = 400_000;
    for (let nth = 0; nth < count; nth += 1) stream.tell(update(`${nth}`, nth));
    stream.finish();
    let got = 0;
    for await (const { batchId: id } of stream) got += id === `${got}` ? 1 : Number.NaN;
    expect(got).toBe(count);
  }, 12_000);
});
