import { expect, test } from 'vitest';
import { ApiError, waitUntilComplete, watch, type WatchOptions } from '../../src/index.ts';
import { SimulatedSource } from '../simulated-source.ts';
import { gapsOf } from '../watch-trial.ts';

const minute = 60_000;
const hour = 60 * minute;

/** About 20 minutes: 600 calls of a minute, 30 at once. */
const scenario = { calls: 600, concurrency: 30, meanCallDuration: 60, startDelay: 30_000 };

test('heeds ten minutes of a `Retry-After` in the wrong unit, or what `maxRetryAfter` says', async () => {
  for (const maxRetryAfter of [undefined, minute]) {
    for (const refusal of [
      undefined,
      new ApiError('rate_limited', 'no', { status: 429, retryAfter: 30_000_000 }),
    ]) {
      const source = new SimulatedSource(scenario);
      if (refusal) source.fault = (nth) => (nth === 3 ? refusal : undefined);
      else source.retryAfter = 30_000_000;
      const { clock, asked } = source;
      await clock.run(waitUntilComplete(source, 'b', { clock, maxRetryAfter }));
      const most = maxRetryAfter ?? 10 * minute;
      const longest = gapsOf(asked)[refusal ? 2 : 0];
      expect(longest).toBeGreaterThanOrEqual(most);
      expect(longest).toBeLessThan(most * 1.06);
    }
  }
});

test('says until when the server asked to wait', async () => {
  const source = new SimulatedSource({ ...scenario, startDelay: hour });
  const { clock } = source;
  const busy = new ApiError('api_error', 'no', { status: 503, retryAfter: 20 * minute });
  source.fault = (nth) => (nth === 1 || nth === 3 ? busy : undefined);
  const options = { clock, everyCheck: true, reportPending: true };
  const reports = watch(source, 'b', options);
  const next = async () => (await clock.run(reports.next())).value!;
  expect(await next()).not.toHaveProperty('askedToWaitUntil');
  const refused = await next();
  expect(refused).toMatchObject({ type: 'pending', askedToWaitUntil: clock.now() + 20 * minute });
  expect(refused.nextCheckAt! - clock.now()).toBeLessThan(11 * minute);
  expect(await next()).not.toHaveProperty('askedToWaitUntil');
  expect(await next()).toMatchObject({
    type: 'update',
    problem: busy,
    askedToWaitUntil: clock.now() + 20 * minute,
  });
  await clock.run(reports.return());
});

test('waits at most `maxLag` between checks', async () => {
  const source = new SimulatedSource({
    ...scenario,
    calls: 6_000,
    pauses: [{ after: hour, duration: 5 * hour }],
  });
  const { clock, asked } = source;
  await clock.run(waitUntilComplete(source, 'b', { clock, maxLag: 2 * minute }));
  expect(Math.max(...gapsOf(asked))).toBeLessThanOrEqual(2 * minute);
  const freely = new SimulatedSource({
    ...scenario,
    calls: 6_000,
    pauses: [{ after: hour, duration: 5 * hour }],
  });
  await freely.clock.run(waitUntilComplete(freely, 'b', { clock: freely.clock }));
  expect(Math.max(...gapsOf(freely.asked))).toBeGreaterThan(2 * minute);
});

test.each(['maxStaleness', 'maxLag'])('rejects a `%s` of a few milliseconds', async (name) => {
  const updates = watch(new SimulatedSource(), 'b', { [name]: 5 } as WatchOptions);
  await expect(updates.next()).rejects.toMatchObject({
    option: name,
    message: `\`${name}\` must be a number of at least 100 (milliseconds); got 5.`,
  });
});

test('notices in time that no call ends for `stallAfter`', async () => {
  const scenarios = [
    { calls: 2, concurrency: 2, meanCallDuration: 36_000, callDurationSpread: 0 },
    { calls: 1_000, concurrency: 10, meanCallDuration: 60, lastCallDuration: 30 * hour },
  ];
  for (const members of scenarios) {
    const source = new SimulatedSource(members);
    const { clock, batch } = source;
    const error = await clock
      .run(waitUntilComplete(source, 'b', { clock, stallAfter: 15 * minute }))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'stalled' });
    // The last call that ended, ended within the last gap before.
    let lastEnd = clock.now();
    while (
      batch(lastEnd).completed + batch(lastEnd).failed ===
        batch(clock.now()).completed + batch(clock.now()).failed &&
      batch(lastEnd).active
    )
      lastEnd -= 1_000;
    expect(clock.now() - lastEnd).toBeLessThan(31 * minute);
  }
});

test('`maxWait` includes the time that the machine sleeps', async () => {
  const source = new SimulatedSource({ ...scenario, startDelay: 10 * hour });
  const { clock } = source;
  const startedAt = clock.now();
  const done = waitUntilComplete(source, 'b', { clock, maxWait: 2 * hour }).catch(
    (error: unknown) => error,
  );
  await clock.advance(hour);
  clock.jump(5 * hour);
  expect(await clock.run(done)).toMatchObject({ code: 'max_wait' });
  expect(clock.now() - startedAt).toBeLessThanOrEqual(6 * hour + 10_000);
});

test.each(['return', 'throw'] as const)(
  '`%s` ends a pending `next` and the polling at once',
  async (name) => {
    const source = new SimulatedSource({ ...scenario, startDelay: hour });
    const { clock, asked } = source;
    const updates = watch(source, 'b', { clock, maxStaleness: hour, maxWait: 5 * hour });
    await clock.run(updates.next());
    const pending = updates.next();
    await clock.advance(minute);
    const { length } = asked;
    const ended =
      name === 'return' ? updates.return() : updates.throw('enough').catch((error) => error);
    // No time passes.
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await ended).toEqual(name === 'return' ? { done: true, value: undefined } : 'enough');
    expect(await updates.next()).toEqual({ done: true, value: undefined });
    await clock.advance(2 * hour);
    expect(asked).toHaveLength(length);
    expect(clock.sleeping).toBe(0);
  },
);

test('`return` ends a request in progress, even if its client ignores the signal', async () => {
  const { clock } = new SimulatedSource();
  const deaf = { getBatchStatus: () => new Promise<never>(() => undefined) };
  const updates = watch(deaf, 'b', { clock });
  const pending = updates.next();
  expect(await updates.return()).toEqual({ done: true, value: undefined });
  expect(await pending).toEqual({ done: true, value: undefined });
});

test('a member that the contract does not name is not news', async () => {
  const source = new SimulatedSource({ ...scenario, startDelay: hour });
  const { clock } = source;
  let requests = 0;
  const client = {
    getBatchStatus: async () => {
      const batch = await source.getBatchStatus('b');
      return {
        ...batch,
        requestId: (requests += 1),
        recent_calls: (batch.recent_calls ?? []).map((call) => ({ ...call, at: requests })),
      };
    },
  };
  const updates = async (): Promise<number> => {
    let count = 0;
    for await (const _ of watch(client, 'b', { clock })) count += 1;
    return count;
  };
  const plain = new SimulatedSource({ ...scenario, startDelay: hour });
  let expected = 0;
  await plain.clock.run(
    (async () => {
      for await (const _ of watch(plain, 'b', { clock: plain.clock })) expected += 1;
    })(),
  );
  expect(await clock.run(updates())).toBe(expected);
  expect(requests).toBe(plain.asked.length);
});
