import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate, transitions } from '../../src/index.ts';
import { growingScenarios, scenarios, seeds } from './scenarios.ts';

test('counting the transitions up to a time gives the batch at that time', () => {
  fc.assert(
    fc.property(seeds, growingScenarios, (seed, scenario) => {
      const simulated = simulate(seed, scenario);
      const { calls } = scenario;
      const counts = { waiting: calls, active: 0, completed: 0, failed: 0, total: calls };
      const times: number[] = [];
      const compare = (at: number): void => expect(simulated(at)).toMatchObject(counts);
      for (const transition of transitions(seed, scenario)) {
        const last = times.at(-1);
        if (last !== undefined && last < transition.at) compare(last);
        times.push(transition.at);
        if (transition.kind === 'dial') {
          counts.waiting -= 1;
          counts.active += 1;
        } else if (transition.kind === 'end') {
          counts.active -= 1;
          counts[transition.failure === null ? 'completed' : 'failed'] += 1;
        } else if (transition.kind === 'requeue') {
          counts.failed -= 1;
          counts.waiting += 1;
        } else if (transition.kind === 'add') {
          counts.total += transition.calls;
          counts.waiting += transition.calls;
        } else if (transition.kind === 'cancel') counts.waiting = 0;
      }
      compare(times.at(-1)!);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(simulated.completedTime).toBe(times.at(-1));
    }),
  );
});

test('in each attempt, a call is dialed, ends, and waits again, in this order', () => {
  fc.assert(
    fc.property(seeds, scenarios, (seed, scenario) => {
      const steps = new Map<string, string[]>();
      for (const transition of transitions(seed, scenario)) {
        if (!('call' in transition)) continue;
        const own = steps.get(transition.call) ?? [];
        steps.set(transition.call, [...own, `${transition.kind} ${transition.attempt}`]);
      }
      for (const own of steps.values()) {
        const kinds = ['dial', 'end', 'requeue'];
        const expected = own.map((_, n) => `${kinds[n % 3]} ${Math.floor(n / 3) + 1}`);
        expect(own).toEqual(expected);
      }
    }),
  );
});

test('the recent calls show what the transitions say about the ends of calls', () => {
  const scenario = { calls: 10, failureRate: 0.5 };
  const ended = [...transitions(1, scenario)].filter((transition) => transition.kind === 'end');
  const shown = ended.map(({ at, call, duration, failure, phoneNumber }) => ({
    ...{ jobId: call, phone_number: phoneNumber },
    ...(failure === null
      ? { status: 'completed', completedAt: at, duration: duration / 1000 }
      : { status: 'failed', failedAt: at, error: failure }),
  }));
  expect(shown.toReversed()).toEqual(simulate(1, scenario)(Infinity).recent_calls);
});

test('A failed call ends after a tenth to a half of the time of one that completes', () => {
  const scenario = { calls: 100, failureRate: 1, meanCallDuration: 10, callDurationSpread: 0 };
  const durations = [...transitions(1, scenario)].flatMap((transition) =>
    transition.kind === 'end' ? [transition.duration] : [],
  );
  expect(Math.min(...durations)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...durations)).toBeLessThanOrEqual(5_000);
  expect(Math.max(...durations) - Math.min(...durations)).toBeGreaterThan(3_000);
});

test('a scenario that cannot be simulated is rejected before the first transition is taken', () => {
  expect(() => transitions(1, { calls: -1 })).toThrow('`calls` must be an integer');
});
