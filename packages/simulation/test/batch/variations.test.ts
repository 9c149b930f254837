import { isCompletedCall, isFailedCall } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { simulate } from '../../src/index.ts';
import { walk } from './walk.ts';

const minute = 60_000;
const start = { createdAt: 0, startDelay: 0, dialGap: 0 };

test('during a pause no call is dialed and active calls go on, and afterwards all calls are dialed', () => {
  const pauses = [
    { after: 2 * minute, duration: 30 * minute },
    { after: 60 * minute, duration: 10 * minute },
  ];
  const simulated = simulate(1, { ...start, calls: 400, pauses });
  const moments = walk(simulated);
  for (const { after, duration } of pauses) {
    const before = simulated(after - 1).waiting;
    expect(before).toBeGreaterThan(0);
    expect(simulated(after + duration - 1)).toMatchObject({ waiting: before, active: 0 });
    expect(simulated(after + duration).active).toBe(5);
  }
  expect(moments.at(-1)?.batch).toMatchObject({ waiting: 0, isComplete: true });
});

test('no call is dialed at the time at which a pause begins', () => {
  const pauses = [{ after: minute, duration: 10 * minute }];
  const simulated = simulate(1, { ...start, calls: 1, startDelay: minute, pauses });
  expect(simulated(11 * minute - 1)).toMatchObject({ waiting: 1, active: 0 });
  expect(simulated(11 * minute)).toMatchObject({ waiting: 0, active: 1 });
});

test('added calls raise the total, and the batch does not complete before the last addition', () => {
  const additions = [
    { after: minute, calls: 10 },
    { after: 90 * minute, calls: 5 },
  ];
  const simulated = simulate(1, { ...start, calls: 20, additions });
  expect([0, minute, 90 * minute].map((t) => simulated(t).total)).toEqual([20, 30, 35]);
  expect(simulated(89 * minute)).toMatchObject({ waiting: 0, active: 0, isComplete: false });
  for (const { batch } of walk(simulated)) {
    const { waiting, active, completed, failed, total } = batch;
    expect(waiting + active + completed + failed).toBe(total);
  }
  expect(simulated(Infinity)).toMatchObject({ total: 35, isComplete: true });
});

test('no calls are added to a cancelled batch', () => {
  const additions = [{ after: 60 * minute, calls: 10 }];
  const simulated = simulate(1, { ...start, calls: 20, additions, cancelAt: minute });
  expect(simulated(Infinity)).toMatchObject({ total: 20, status: 'cancelled' });
  expect(simulated.completedTime).toBeLessThan(60 * minute);
});

test('the last call has the duration that the scenario sets', () => {
  const simulated = simulate(1, { ...start, calls: 20, lastCallDuration: 600 * minute });
  expect(simulated(599 * minute)).toMatchObject({ waiting: 0, active: 1 });
  expect(simulated.completedTime).toBeGreaterThan(600 * minute);
});

test('durations drift from the mean of the first calls to that of the last', () => {
  const steady = { ...start, calls: 4000, callDurationSpread: 0, failureRate: 0, concurrency: 1 };
  const simulated = simulate(1, { ...steady, meanCallDuration: 10, callDurationDrift: 4 });
  const [first, last] = [simulated(10_000), simulated(Infinity)];
  expect(first.recent_calls).toMatchObject([{ duration: 10 }]);
  expect(last.recent_calls!.find(isCompletedCall)?.duration).toBeCloseTo(40, 1);
});

test('durations of added calls continue the drift', () => {
  const steady = { ...start, calls: 10, callDurationSpread: 0, failureRate: 0, concurrency: 1 };
  const additions = [{ after: 0, calls: 3990 }];
  const scenario = { ...steady, additions, meanCallDuration: 10, callDurationDrift: 4 };
  const { recent_calls: calls } = simulate(1, scenario)(Infinity);
  expect(calls!.find(isCompletedCall)?.duration).toBeCloseTo(40, 1);
});

test('the reported average is off by the factor of the scenario', () => {
  const reportedAverage = (averageCallDurationFactor: number): number =>
    simulate(1, { ...start, averageCallDurationFactor })(Infinity).averageCallDuration!;
  expect(reportedAverage(4) / reportedAverage(1)).toBeCloseTo(4, 1);
});

test('all times are reported by the clock of the server, and nothing else changes', () => {
  const offset = 10 * minute;
  const simulated = simulate(1, { ...start, serverClockOffset: offset });
  const right = simulate(1, start);
  expect(simulated.completedTime).toBe(right.completedTime);
  const [reported, meant] = [simulated(Infinity), right(Infinity)];
  expect(reported.startTime! - meant.startTime!).toBe(offset);
  expect(reported.lastCompletedTime! - meant.lastCompletedTime!).toBe(offset);
  expect(reported.completedTime! - meant.completedTime!).toBe(offset);
  const endOf = (calls = reported.recent_calls!): (number | null | undefined)[] =>
    calls.map((call) =>
      isCompletedCall(call) ? call.completedAt : isFailedCall(call) ? call.failedAt : undefined,
    );
  expect(endOf()).toEqual(endOf(meant.recent_calls!).map((time) => time! + offset));
});

test('a server reports its own words for known statuses', () => {
  const simulated = simulate(1, { ...start, startDelay: 10, statusWords: { queued: 'preparing' } });
  expect(simulated(0).status).toBe('preparing');
  expect(simulated(10).status).toBe('processing');
});
