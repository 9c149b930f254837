import {
  batchStatusFaults,
  isCompletedCall,
  isFailedCall,
  type RecentCall,
} from '@batch-status/spec';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate, type SimulatedBatch } from '../../src/index.ts';
import { scenarios, seeds } from './scenarios.ts';
import { walk } from './walk.ts';

const endOf = (call: RecentCall): number =>
  (isCompletedCall(call) ? call.completedAt : isFailedCall(call) ? call.failedAt : NaN) ?? NaN;

const identityOf = (call: RecentCall): string => `${call.jobId} ${endOf(call)}`;

function everyCallThatEnded(simulated: SimulatedBatch): RecentCall[] {
  const calls = new Map<string, RecentCall>();
  for (const { batch } of walk(simulated)) {
    for (const call of batch.recent_calls!.toReversed()) calls.set(identityOf(call), call);
  }
  return [...calls.values()];
}

describe('At any time, a simulated batch', () => {
  test('is what the contract promises', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        for (const { batch } of walk(simulate(seed, scenario))) {
          expect(batchStatusFaults(batch)).toEqual([]);
        }
      }),
    );
  });

  test('counts every call once, and after a cancellation at most once', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        for (const { batch } of walk(simulate(seed, scenario))) {
          const counted = batch.waiting + batch.active + batch.completed + batch.failed;
          expect(batch.total).toBe(scenario.calls);
          expect(counted).toBeLessThanOrEqual(batch.total);
          expect(counted === batch.total || batch.status === 'cancelled').toBe(true);
        }
      }),
    );
  });

  test('has counts, times and an average that fit the calls that have ended until then', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const simulated = simulate(seed, scenario);
        const all = everyCallThatEnded(simulated);
        for (const { t, batch } of walk(simulated)) {
          const ended = all.filter((call) => endOf(call) <= t);
          const completed = ended.filter(isCompletedCall);
          const talked = completed.reduce((sum, { duration }) => sum + duration! * 1000, 0);
          const mean = Math.round(Math.round(talked) / completed.length / 100) / 10;
          expect(batch.completed).toBe(completed.length);
          expect(batch.lastCompletedTime).toBe(completed.at(-1)?.completedAt ?? null);
          expect(batch.averageCallDuration).toBe(completed.length === 0 ? null : mean);
          expect(batch.recent_calls).toEqual(ended.slice(-10).toReversed());
          const backToWaiting = ended.length - completed.length - batch.failed;
          expect(backToWaiting).toBeGreaterThanOrEqual(0);
          expect(backToWaiting === 0 || scenario.redialRate! > 0).toBe(true);
        }
      }),
    );
  });

  test('has no more active calls than workers, and keeps no worker from a call that could start', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const prompt = { ...scenario, dialGap: 0, redialRate: 0 };
        for (const { batch } of walk(simulate(seed, prompt)).slice(1)) {
          expect(batch.active).toBeLessThanOrEqual(prompt.concurrency!);
          if (batch.startTime === null) continue;
          expect(batch.active).toBe(Math.min(prompt.concurrency!, batch.active + batch.waiting));
        }
      }),
    );
  });

  test('says when it started, and nothing of a start before the first dial', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const simulated = simulate(seed, scenario);
        const started = scenario.createdAt + scenario.startDelay!;
        const dials =
          scenario.calls > 0 && (scenario.cancelAt === undefined || scenario.cancelAt > started);
        expect(simulated(started - 1).startTime).toBeNull();
        expect(simulated(started).startTime).toBe(dials ? started : null);
        expect(simulated(Infinity).startTime).toBe(dials ? started : null);
      }),
    );
  });

  test('goes from queued over processing to its end, and is cancelled from the cancellation on', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const simulated = simulate(seed, scenario);
        const { cancelAt = Infinity } = scenario;
        for (const { t, batch } of walk(simulated)) {
          const cancelled = t >= cancelAt && cancelAt <= simulated.completedTime;
          const running = batch.startTime === null ? 'queued' : 'processing';
          const uncancelled = batch.isComplete ? 'completed' : running;
          expect(batch.status).toBe(cancelled ? 'cancelled' : uncancelled);
        }
      }),
    );
  });

  test('is complete only at its end, with nothing left and nothing to come', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const simulated = simulate(seed, scenario);
        const last = simulated(Infinity);
        for (const { t, batch } of walk(simulated)) {
          expect(batch.isComplete).toBe(t >= simulated.completedTime);
          expect(batch.completedTime).toBe(batch.isComplete ? simulated.completedTime : null);
        }
        expect(last).toMatchObject({ isComplete: true, waiting: 0, active: 0 });
        expect(simulated.nextChangeAt(simulated.completedTime)).toBeNull();
      }),
    );
  });

  test('is the same whatever it was asked before', () => {
    const times = fc.array(fc.integer({ min: -1000, max: 200_000 }), { minLength: 1 });
    fc.assert(
      fc.property(seeds, scenarios, times, (seed, scenario, offsets) => {
        const asked = simulate(seed, scenario);
        for (const offset of offsets) {
          const t = scenario.createdAt + offset;
          expect(asked(t)).toEqual(simulate(seed, scenario)(t));
          // What a caller does to an answer must not reach the next one.
          asked(t).recent_calls!.length = 0;
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('Over time, a simulated batch', () => {
  test('never loses a completed call, and a failed one only to be dialed again', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const moments = walk(simulate(seed, scenario));
        for (const [index, { batch }] of moments.slice(1).entries()) {
          const before = moments[index]!.batch;
          expect(batch.completed).toBeGreaterThanOrEqual(before.completed);
          expect(batch.lastCompletedTime ?? -1).toBeGreaterThanOrEqual(
            before.lastCompletedTime ?? -1,
          );
          expect(batch.failed >= before.failed || scenario.redialRate! > 0).toBe(true);
        }
      }),
    );
  });

  test('changes with every revision, and at no other time', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const simulated = simulate(seed, scenario);
        const bodies = new Map<number, string>();
        for (const { t } of walk(simulated)) {
          const next = simulated.nextChangeAt(t) ?? t + 1000;
          for (const time of [t, next - 1]) {
            const revision = simulated.revision(time);
            const body = JSON.stringify(simulated(time));
            expect(bodies.get(revision) ?? body).toBe(body);
            bodies.set(revision, body);
          }
        }
        expect(new Set(bodies.values()).size).toBe(bodies.size);
      }),
    );
  });

  test('leaves the dial gap between any two dials', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const slow = { ...scenario, dialGap: 700, redialRate: 0, cancelAt: undefined };
        const moments = walk(simulate(seed, slow));
        const dials = moments.filter(
          ({ batch }, index) => batch.waiting < (moments[index - 1]?.batch.waiting ?? 0),
        );
        expect(dials).toHaveLength(scenario.calls);
        for (const [index, { t }] of dials.slice(1).entries()) {
          expect(t - dials[index]!.t).toBeGreaterThanOrEqual(700);
        }
      }),
    );
  });

  test('finishes after the completion delay, counted from the end of the last call', () => {
    fc.assert(
      fc.property(seeds, scenarios, (seed, scenario) => {
        const uncancelled = { ...scenario, calls: scenario.calls + 1, cancelAt: undefined };
        const simulated = simulate(seed, uncancelled);
        const lastEnd = endOf(simulated(Infinity).recent_calls![0]!);
        expect(simulated.completedTime - lastEnd).toBe(scenario.completionDelay);
      }),
    );
  });
});

test('The same seed gives the same batch, another seed another', () => {
  const scenario = { createdAt: 0, failureRate: 0.2, redialRate: 0.5 };
  expect(walk(simulate(7, scenario))).toEqual(walk(simulate(7, scenario)));
  expect(walk(simulate(8, scenario))).not.toEqual(walk(simulate(7, scenario)));
});

test('A cancellation takes the waiting calls out of every counter and lets the active ones run on', () => {
  const simulated = simulate(1, { calls: 20, concurrency: 3, createdAt: 0, cancelAt: 30_000 });
  const before = simulated(29_999);
  const after = simulated(30_000);
  expect(before).toMatchObject({ status: 'processing', active: 3 });
  expect(after).toEqual({ ...before, status: 'cancelled', waiting: 0 });
  const end = simulated(Infinity);
  expect(end).toMatchObject({ status: 'cancelled', isComplete: true });
  expect(end.completed + end.failed).toBe(before.completed + before.failed + 3);
});

test('A failed call that is dialed again goes back to waiting, until its attempts are used up', () => {
  const simulated = simulate(1, {
    calls: 1,
    createdAt: 0,
    failureRate: 1,
    redialRate: 1,
    redialDelay: 60_000,
    requeueDelay: 5000,
    maxAttempts: 3,
  });
  const counts = walk(simulated).map(({ batch: { waiting, active, failed } }) => ({
    waiting,
    active,
    failed,
  }));
  const round = [
    { waiting: 1, active: 0, failed: 0 },
    { waiting: 0, active: 1, failed: 0 },
    { waiting: 0, active: 0, failed: 1 },
  ];
  expect(counts).toEqual([...round, ...round, ...round, round.at(-1)]);
  expect(everyCallThatEnded(simulated)).toHaveLength(3);
});

test('A call that waits to be dialed again is dialed after its delay', () => {
  const simulated = simulate(1, {
    calls: 1,
    createdAt: 0,
    failureRate: 1,
    redialRate: 1,
    redialDelay: 60_000,
  });
  const first = simulated.nextChangeAt(2000)!;
  expect(simulated(first + 59_999)).toMatchObject({ waiting: 1, active: 0 });
  expect(simulated(first + 60_000)).toMatchObject({ waiting: 0, active: 1 });
});

test('A failed call that was to be dialed again stays failed once the batch is cancelled', () => {
  const scenario = { calls: 1, createdAt: 0, failureRate: 1, redialRate: 1, requeueDelay: 1000 };
  const failedAt = simulate(1, scenario).nextChangeAt(2000)!;
  const cancelAt = failedAt + 500;
  const simulated = simulate(1, { ...scenario, cancelAt, completionDelay: 10_000 });
  expect(walk(simulated).at(-1)!.t).toBe(cancelAt + 10_000);
  for (const t of [cancelAt, failedAt + 1000, Infinity]) {
    expect(simulated(t)).toMatchObject({ status: 'cancelled', waiting: 0, failed: 1 });
  }
});

test('A batch that was cancelled before its creation is cancelled from its creation on', () => {
  const simulated = simulate(1, { createdAt: 5000, cancelAt: 1000, completionDelay: 100 });
  expect(simulated(4999).status).toBe('queued');
  expect(simulated(5000).status).toBe('cancelled');
  expect(simulated.completedTime).toBe(5100);
});

test('An empty batch completes without having started', () => {
  const simulated = simulate(1, { calls: 0, createdAt: 0, startDelay: 500, completionDelay: 100 });
  expect(simulated(599)).toMatchObject({ status: 'queued', isComplete: false, total: 0 });
  expect(simulated(600)).toMatchObject({ status: 'completed', isComplete: true, startTime: null });
});

test('A batch in which every call fails has no average and no last completed call', () => {
  const end = simulate(1, { failureRate: 1 })(Infinity);
  expect(end).toMatchObject({ completed: 0, failed: 150, averageCallDuration: null });
  expect(end.lastCompletedTime).toBeNull();
});

test('Lengths and failures come out as the scenario says', () => {
  const end = simulate(1, { calls: 20_000, failureRate: 0.3, meanCallDuration: 45 })(Infinity);
  expect(end.failed / end.total).toBeCloseTo(0.3, 1);
  expect(Math.abs(end.averageCallDuration! - 45)).toBeLessThan(1);
});

test('Reasons of failures come in the proportion of their weights, and never with weight 0', () => {
  const failureReasons = [
    { reason: 'often', weight: 3 },
    { reason: 'seldom', weight: 1 },
    { reason: 'never', weight: 0 },
  ];
  const calls = everyCallThatEnded(simulate(1, { calls: 2000, failureRate: 1, failureReasons }));
  const share = (reason: string): number =>
    calls.filter((call) => isFailedCall(call) && call.error === reason).length / calls.length;
  expect(share('often')).toBeCloseTo(0.75, 1);
  expect(share('seldom')).toBeCloseTo(0.25, 1);
  expect(share('never')).toBe(0);
});

test('Every phone number is one that is kept for fiction', () => {
  const calls = everyCallThatEnded(simulate(3, { calls: 500 }));
  for (const call of calls) expect(call.phone_number).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
  expect(new Set(calls.map((call) => call.phone_number)).size).toBeGreaterThan(200);
});

test('A time that is no number is refused', () => {
  expect(() => simulate(1)(NaN)).toThrow('The time is NaN; give milliseconds since the epoch.');
});
