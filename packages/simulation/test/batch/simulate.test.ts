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

describe('at any time, a simulated batch', () => {
  test('keeps the promises of the contract', () => {
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

  test('has the counts, times, and average of the calls that have ended', () => {
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

  test('never has more active calls than workers, and never an idle worker while a call can start', () => {
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

  test('has a start time from its first dial on', () => {
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

  test('is queued, then processing, then completed, and is cancelled from its cancellation on', () => {
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

  test('is complete only at its end, when no call is left or still to come', () => {
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

  test('does not depend on what was read before', () => {
    const times = fc.array(fc.integer({ min: -1000, max: 200_000 }), { minLength: 1 });
    fc.assert(
      fc.property(seeds, scenarios, times, (seed, scenario, offsets) => {
        const asked = simulate(seed, scenario);
        for (const offset of offsets) {
          const t = scenario.createdAt + offset;
          expect(asked(t)).toEqual(simulate(seed, scenario)(t));
          // A caller that changes a batch must not change the next one.
          asked(t).recent_calls!.length = 0;
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('over time, a simulated batch', () => {
  test('never loses a completed call, and loses a failed call only to dial it again', () => {
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

  test('keeps the dial gap between two dials', () => {
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

  test('completes when the completion delay after the last call is over', () => {
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

test('the same seed gives the same batch, and another seed gives another', () => {
  const scenario = { createdAt: 0, failureRate: 0.2, redialRate: 0.5 };
  expect(walk(simulate(7, scenario))).toEqual(walk(simulate(7, scenario)));
  expect(walk(simulate(8, scenario))).not.toEqual(walk(simulate(7, scenario)));
});

test('a cancellation removes waiting calls from every count, and active calls go on', () => {
  const simulated = simulate(1, { calls: 20, concurrency: 3, createdAt: 0, cancelAt: 30_000 });
  const before = simulated(29_999);
  const after = simulated(30_000);
  expect(before).toMatchObject({ status: 'processing', active: 3 });
  expect(after).toEqual({ ...before, status: 'cancelled', waiting: 0 });
  const end = simulated(Infinity);
  expect(end).toMatchObject({ status: 'cancelled', isComplete: true });
  expect(end.completed + end.failed).toBe(before.completed + before.failed + 3);
});

test('a failed call that is dialed again waits again, until its attempts are used up', () => {
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

test('a call that waits to be dialed again is dialed after its delay', () => {
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

test('a failed call that was to be dialed again stays failed after a cancellation', () => {
  const scenario = { calls: 1, createdAt: 0, failureRate: 1, redialRate: 1, requeueDelay: 1000 };
  const failedAt = simulate(1, scenario).nextChangeAt(2000)!;
  const cancelAt = failedAt + 500;
  const simulated = simulate(1, { ...scenario, cancelAt, completionDelay: 10_000 });
  expect(walk(simulated).at(-1)!.t).toBe(cancelAt + 10_000);
  for (const t of [cancelAt, failedAt + 1000, Infinity]) {
    expect(simulated(t)).toMatchObject({ status: 'cancelled', waiting: 0, failed: 1 });
  }
});

test('a batch that is cancelled before its creation is cancelled from its creation on', () => {
  const simulated = simulate(1, { createdAt: 5000, cancelAt: 1000, completionDelay: 100 });
  expect(simulated(4999).status).toBe('queued');
  expect(simulated(5000).status).toBe('cancelled');
  expect(simulated.completedTime).toBe(5100);
});

test('an empty batch completes without a start', () => {
  const simulated = simulate(1, { calls: 0, createdAt: 0, startDelay: 500, completionDelay: 100 });
  expect(simulated(599)).toMatchObject({ status: 'queued', isComplete: false, total: 0 });
  expect(simulated(600)).toMatchObject({ status: 'completed', isComplete: true, startTime: null });
});

test('a batch in which every call fails has no average and no last completed call', () => {
  const end = simulate(1, { failureRate: 1 })(Infinity);
  expect(end).toMatchObject({ completed: 0, failed: 150, averageCallDuration: null });
  expect(end.lastCompletedTime).toBeNull();
});

test('durations and failures match the scenario', () => {
  const end = simulate(1, { calls: 20_000, failureRate: 0.3, meanCallDuration: 45 })(Infinity);
  expect(end.failed / end.total).toBeCloseTo(0.3, 1);
  expect(Math.abs(end.averageCallDuration! - 45)).toBeLessThan(1);
});

test('failure reasons occur in proportion to their weights, and never with the weight 0', () => {
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

test('every phone number is reserved for fiction', () => {
  const calls = everyCallThatEnded(simulate(3, { calls: 500 }));
  for (const call of calls) expect(call.phone_number).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
  expect(new Set(calls.map((call) => call.phone_number)).size).toBeGreaterThan(200);
});

test('a time that is not a number is rejected', () => {
  expect(() => simulate(1)(NaN)).toThrow(
    'The time must be a number of milliseconds since the epoch; got NaN.',
  );
});
