import { simulate } from '@batch-status/simulation';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMonitor, NetworkError, type Monitor, type MonitorReport } from '../../src/index.ts';
import { SimulatedBatches } from '../simulated-batches.ts';

type Step =
  | { do: 'add' | 'remove'; batchId: string }
  | { do: 'listen' }
  | { do: 'leave'; nth: number }
  | { do: 'wait'; ms: number };

const ids = ['a', 'b', 'c'];
const batchId = fc.constantFrom(...ids);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), batchId }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), batchId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('listen' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), nth: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 120_000 })),
    }),
  },
);

interface Listener {
  received: MonitorReport[];
  /** How many reports the first loop had received when this one started. */
  from: number;
  iterator: AsyncIterableIterator<MonitorReport>;
  ended: Promise<void>;
}

function listen(monitor: Monitor<MonitorReport>, from: number): Listener {
  const iterator = monitor[Symbol.asyncIterator]();
  const received: MonitorReport[] = [];
  const all = async (): Promise<void> => {
    for await (const update of iterator) received.push(update);
  };
  return { received, from, iterator, ended: all() };
}

function sourceWith(faults: readonly number[]): SimulatedBatches {
  const source = new SimulatedBatches();
  const createdAt = source.clock.now();
  for (const [index, id] of ids.entries()) {
    const scenario = { calls: 5 + 20 * index, meanCallDuration: 10, createdAt };
    source.batches.set(id, simulate(index + 1, scenario));
  }
  source.fault = () =>
    faults.includes(source.sent.length) ? new NetworkError('no answer') : undefined;
  return source;
}

test('for any order of adding, removing, and listening, each batch has one request at a time, and every loop gets all reports', async () => {
  const faults = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), faults, async (steps, failing) => {
      const source = sourceWith(failing);
      const { clock } = source;
      const options = {
        clock,
        maxRequestsPerSecond: 2,
        maxConcurrency: 2,
        maxStaleness: 20_000,
        reportPending: false,
      };
      const monitor = createMonitor(source, options) as Monitor<MonitorReport>;
      const first = listen(monitor, 0);
      const listeners: Listener[] = [];
      const interests = new Map<string, number>();
      /** What `remove` returned, and what it should return. */
      const answers: [boolean, boolean][] = [];
      let heard = 0;
      /** Batches that completed are no longer followed. */
      const catchUp = (): void => {
        for (const update of first.received.slice(heard)) {
          if (!update.error && update.type === 'update' && update.phase === 'complete')
            interests.delete(update.batchId);
        }
        heard = first.received.length;
      };
      for (const each of steps) {
        await clock.advance(each.do === 'wait' ? each.ms : 0);
        catchUp();
        if (each.do === 'add') {
          monitor.add(each.batchId);
          interests.set(each.batchId, (interests.get(each.batchId) ?? 0) + 1);
        } else if (each.do === 'remove') {
          const before = interests.get(each.batchId);
          answers.push([monitor.remove(each.batchId), before !== undefined]);
          if (before === 1) interests.delete(each.batchId);
          else if (before) interests.set(each.batchId, before - 1);
        } else if (each.do === 'listen') {
          listeners.push(listen(monitor, first.received.length));
        } else if (each.do === 'leave' && listeners.length > 0) {
          const [gone] = listeners.splice(each.nth % listeners.length, 1);
          await gone!.iterator.return!();
          await gone!.ended;
        }
        expect(monitor.size).toBe(interests.size);
      }
      expect(answers.filter(([answer, expected]) => answer !== expected)).toEqual([]);
      const last = new Set(interests.keys());
      await clock.advance(3_600_000);
      for (const id of last) {
        const received = first.received.findLast((update) => update.batchId === id);
        expect(received).toMatchObject({ phase: 'complete' });
      }
      for (const { received, from } of listeners) {
        const since = first.received.slice(from);
        // Before that, it received the latest reports.
        expect(received.slice(received.length - since.length)).toEqual(since);
        expect(received.length - since.length).toBeLessThanOrEqual(ids.length);
      }
      expect(source.askedTwice).toBe(false);
      expect(source.mostUnderWay).toBeLessThanOrEqual(2);
      const times = source.sent.map(({ at }) => at);
      for (const [index, at] of times.slice(2).entries()) {
        expect(at - times[index]!).toBeGreaterThanOrEqual(1_000);
      }
      expect(monitor.size).toBe(0);
      expect(clock.sleeping).toBe(0);
      monitor.close();
      await Promise.all([first, ...listeners].map(({ ended }) => ended));
    }),
  );
});
