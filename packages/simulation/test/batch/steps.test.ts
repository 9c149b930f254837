import { newBatch } from '@batch-status/batch-row';
import { expect, test } from 'vitest';
import { simulate, transitions } from '../../src/index.ts';
import { readTimeline, revisionAt } from '../../src/batch/read-timeline.ts';
import { runBatch } from '../../src/batch/run-batch.ts';
import { completeScenario } from '../../src/batch/scenario.ts';
import { recordTimeline, type Timeline } from '../../src/batch/timeline.ts';

/** The same array; each access counts as one step. */
const counted = <T>(array: T[], steps: { taken: number }): T[] =>
  new Proxy(array, {
    get(target, name) {
      steps.taken += 1;
      return Reflect.get(target, name) as unknown;
    },
  });

/** The highest number of steps to read a batch of this many calls once. */
function stepsOfALook(calls: number): number {
  const scenario = completeScenario({ calls, concurrency: 50 });
  const timeline = recordTimeline(newBatch(calls, 'explicit'), runBatch(1, scenario));
  const steps = { taken: 0 };
  const columns = Object.entries(timeline).map(([name, column]: [string, unknown]) => [
    name,
    Array.isArray(column) ? counted(column, steps) : column,
  ]);
  const watched = Object.fromEntries(columns) as Timeline;
  const looks = timeline.times
    .filter((_, change) => change % Math.floor(calls / 50) === 0)
    .map((time) => {
      steps.taken = 0;
      readTimeline(watched, revisionAt(watched, time), scenario, 1);
      return steps.taken;
    });
  return Math.max(...looks);
}

test('the steps to read a batch grow with the logarithm of the number of changes', () => {
  const [few, many] = [stepsOfALook(1_000), stepsOfALook(8_000)];
  expect(many - few).toBeLessThan(8);
});

/** How often pauses are accessed while a batch with this many calls and pauses is simulated. */
function stepsOfSimulating(count: number): number {
  const steps = { taken: 0 };
  const pauses = Array.from({ length: count }, (_, nth) => ({
    after: nth * 60_000,
    duration: 10_000,
  }));
  simulate(1, { calls: count, pauses: counted(pauses, steps) });
  return steps.taken;
}

test('the steps to simulate a batch grow in proportion to its calls and pauses', () => {
  const [few, many] = [stepsOfSimulating(100), stepsOfSimulating(800)];
  expect(many / few).toBeLessThan(10);
});

/** How often pauses are accessed before the first transition of a batch of this many simultaneous calls. */
function stepsToTheFirst(calls: number): number {
  const steps = { taken: 0 };
  const scenario = { calls, concurrency: calls, createdAt: 0, pauses: counted([], steps) };
  const { value } = transitions(1, scenario).next();
  expect(value).toEqual({ kind: 'dial', at: 2000, call: 'call_1', attempt: 1 });
  return steps.taken;
}

test('the steps to the first transition do not depend on the size of the batch', () => {
  expect(stepsToTheFirst(8_000)).toBe(stepsToTheFirst(1));
  expect(stepsToTheFirst(10_000_000)).toBe(stepsToTheFirst(1));
});
