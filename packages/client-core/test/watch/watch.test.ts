import { describe, expect, test } from 'vitest';
import {
  ApiError,
  isBatchStatusError,
  NetworkError,
  ProtocolError,
  waitUntilComplete,
  watch,
  WatchError,
  type BatchStatusSource,
  type CallEvent,
  type Clock,
  type WatchUpdate,
  type WatchOptions,
} from '../../src/index.ts';
import { SimulatedSource } from '../simulated-source.ts';

const minute = 60_000;
const hour = 60 * minute;

/** About 20 minutes: 600 calls of a minute, 30 at once. */
const scenario = { calls: 600, concurrency: 30, meanCallDuration: 60, startDelay: 30_000 };

const unavailable = (): Error => new ApiError('api_error', 'unavailable', { status: 503 });

async function collect(
  source: SimulatedSource,
  options: WatchOptions = {},
): Promise<WatchUpdate[]> {
  const updates: WatchUpdate[] = [];
  const all = async (): Promise<void> => {
    for await (const update of watch(source, 'b', { clock: source.clock, ...options })) {
      updates.push(update);
    }
  };
  await source.clock.run(all());
  return updates;
}

/** A clock without randomness: the jitter of each pause is then the same. */
const evenly = (clock: Clock): Clock => ({
  now: () => clock.now(),
  sleep: (ms, signal) => clock.sleep(ms, signal),
  random: () => 0.5,
});

const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((time, index) => time - times[index]!);

describe('watch', () => {
  test('follows a batch from queued to complete, and ends', async () => {
    const updates = await collect(new SimulatedSource(scenario));
    const phases = updates.map(({ phase }) => phase);
    expect([...new Set(phases)]).toEqual(
      expect.arrayContaining(['queued', 'running', 'draining', 'complete']),
    );
    expect(phases.indexOf('complete')).toBe(updates.length - 1);
    expect(updates.at(-1)).toMatchObject({
      progress: { fraction: 1, done: 600 },
      nextCheckAt: undefined,
    });
  });

  test('yields only changes, unless everyCheck is set', async () => {
    const source = new SimulatedSource({ ...scenario, startDelay: hour });
    const changes = await collect(source);
    expect(changes.length).toBeLessThan(source.asked.length - 100);
    const every = new SimulatedSource({ ...scenario, startDelay: hour });
    expect((await collect(every, { everyCheck: true })).length).toBe(every.asked.length);
  });

  test('keeps its data within maxStaleness', async () => {
    const source = new SimulatedSource(scenario);
    await collect(source, { maxStaleness: 20_000 });
    // The response takes 50 ms.
    expect(Math.max(...gaps(source.asked))).toBeLessThanOrEqual(20_050);
  });

  test('waits for the Retry-After of a response, but no longer than maxStaleness', async () => {
    const source = new SimulatedSource({ ...scenario, calls: 60 });
    source.retryAfter = 3_600_000;
    await collect(source, { maxStaleness: 20_000 });
    expect(Math.max(...gaps(source.asked))).toBeLessThanOrEqual(20_050);
    expect(Math.min(...gaps(source.asked))).toBeGreaterThan(19_000);
  });

  test('survives transient failures, and reports them as problems', async () => {
    const source = new SimulatedSource(scenario);
    source.fault = (nth) => (nth > 4 && nth < 8 ? unavailable() : undefined);
    const updates = await collect(source);
    const problems = updates.filter(({ problem }) => problem);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ problem: { code: 'api_error', status: 503 } });
    expect(problems[0]?.batch).toEqual(updates[updates.indexOf(problems[0]!) - 1]?.batch);
    expect(updates.at(-1)).toMatchObject({ phase: 'complete' });
    expect(updates.at(-1)).not.toHaveProperty('problem');
  });

  test('emits events for failures before the first response', async () => {
    const source = new SimulatedSource(scenario);
    source.fault = (nth) => (nth < 3 ? new NetworkError('no answer') : undefined);
    const events: CallEvent[] = [];
    await collect(source, { onEvent: (event) => events.push(event) });
    const retries = events.filter(({ type }) => type === 'retry');
    expect(retries).toMatchObject([
      { reason: 'network', attempt: 1 },
      { reason: 'network', attempt: 2 },
    ]);
  });

  test('resets its count of failures after a response', async () => {
    const source = new SimulatedSource(scenario);
    source.fault = (nth) => ([2, 3, 5].includes(nth) ? unavailable() : undefined);
    const attempts: number[] = [];
    const onEvent = (event: CallEvent): void => {
      if (event.type === 'retry') attempts.push(event.attempt);
    };
    await collect(source, { onEvent });
    expect(attempts).toEqual([1, 2, 1]);
  });

  test('plans all requests itself, and waits for the Retry-After of a refusal', async () => {
    const source = new SimulatedSource(scenario);
    const details = { status: 429, retryAfter: 100_000 };
    source.fault = (nth) => (nth === 3 ? new ApiError('rate_limited', 'no', details) : undefined);
    await collect(source);
    expect(source.options).not.toContainEqual(
      expect.not.objectContaining({ retry: { attempts: 1 } }),
    );
    expect(gaps(source.asked)[2]).toBeGreaterThanOrEqual(100_050);
    expect(gaps(source.asked)[2]).toBeLessThan(105_100);
  });

  test('does not spin after Retry-After: 0', async () => {
    const source = new SimulatedSource(scenario);
    const details = { status: 503, retryAfter: 0 };
    source.fault = (nth) => (nth > 3 ? new ApiError('api_error', 'no', details) : undefined);
    await collect(source, { maxWait: hour }).catch(() => undefined);
    expect(source.asked.length).toBeLessThan(150);
  });

  test('polls less and less often if the end does not come', async () => {
    const source = new SimulatedSource({ ...scenario, calls: 30, completionDelay: 10 * hour });
    await collect(source);
    // Every two seconds would be 18,000 requests. maxStaleness is 15 seconds.
    expect(source.asked.length).toBeLessThan(2_800);
    const stuck = { calls: 1, meanCallDuration: 36_000, callDurationSpread: 0 };
    const slow = new SimulatedSource(stuck);
    await collect(slow);
    expect(slow.asked.length).toBeLessThan(2_800);
  });

  test('survives failures of proxies', async () => {
    const source = new SimulatedSource(scenario);
    source.fault = (nth) =>
      nth === 4 ? new ApiError('api_error', 'no', { status: 522 }) : undefined;
    expect((await collect(source)).at(-1)?.phase).toBe('complete');
  });

  test('ends soon if the server is not the API', async () => {
    const source = new SimulatedSource(scenario);
    const page = new ProtocolError('malformed', 'a page for people', { status: 200 });
    source.fault = () => page;
    await expect(collect(source)).rejects.toBe(page);
    expect(source.asked).toHaveLength(2);
    const later = new SimulatedSource(scenario);
    later.fault = (nth) => (nth > 4 && nth < 9 ? page : undefined);
    expect((await collect(later)).at(-1)?.phase).toBe('complete');
  });

  test('ends after maxWait even if its client ignores the signal', async () => {
    const { clock } = new SimulatedSource();
    const deaf = { getBatchStatus: () => new Promise<never>(() => undefined) };
    const next = watch(deaf, 'b', { clock, maxWait: 1_000 }).next();
    await expect(clock.run(next)).rejects.toMatchObject({ code: 'max_wait' });
  });

  test('does not start with an aborted signal, even if its client ignores it', async () => {
    const { clock } = new SimulatedSource();
    const deaf = { getBatchStatus: () => new Promise<never>(() => undefined) };
    const reason = new Error('enough');
    const next = watch(deaf, 'b', { clock, signal: AbortSignal.abort(reason) }).next();
    await expect(clock.run(next)).rejects.toBe(reason);
    expect(clock.sleeping).toBe(0);
  });

  test('supports a maxWait that exceeds the longest timer', async () => {
    const source = new SimulatedSource({ calls: 1 });
    const { clock } = source;
    const patient: BatchStatusSource = {
      async getBatchStatus(batchId, options) {
        await clock.sleep(26 * 24 * hour, options?.signal);
        return source.getBatchStatus(batchId, options);
      },
    };
    // A sleep beyond the longest timer ends too soon.
    const timers = {
      now: () => clock.now(),
      random: () => clock.random(),
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(Math.min(ms, 2 ** 31 - 1), signal),
    };
    const first = watch(patient, 'b', { maxWait: 30 * 24 * hour, clock: timers }).next();
    expect(await clock.run(first)).toMatchObject({ value: { phase: 'complete' } });
  });

  test('is not delayed by a clock that is set back', async () => {
    const source = new SimulatedSource({ ...scenario, startDelay: hour });
    const { clock } = source;
    const done = waitUntilComplete(source, 'b', { clock, maxWait: 10 * hour });
    await clock.advance(30 * minute);
    const asked = source.asked.length;
    clock.jump(-10 * hour);
    await clock.advance(hour);
    expect(source.asked.length).toBeGreaterThan(asked);
    // It does not poll as if it had just started either.
    expect(source.asked.length).toBeLessThan(asked + 20);
    done.catch(() => undefined);
  });

  test('is not delayed by a clock that is set back while the consumer works', async () => {
    const source = new SimulatedSource({ ...scenario, startDelay: hour });
    const { clock } = source;
    const all = async (): Promise<void> => {
      const updates = watch(source, 'b', { clock, maxStaleness: 15_000, everyCheck: true });
      for await (const _ of updates) if (source.asked.length === 1) clock.jump(-10 * hour);
    };
    void all();
    await clock.advance(minute);
    expect(source.asked.length).toBeGreaterThan(3);
  });

  test('tolerates a 404 for 30 seconds, because the batch may be new', async () => {
    const notFound = new ApiError('not_found', 'no batch', { status: 404 });
    const early = new SimulatedSource(scenario);
    early.fault = (nth) => (nth < 4 ? notFound : undefined);
    expect((await collect(early)).at(-1)?.phase).toBe('complete');

    const never = new SimulatedSource(scenario);
    const startedAt = never.clock.now();
    never.fault = () => notFound;
    await expect(collect(never)).rejects.toMatchObject({
      code: 'not_found',
      status: 404,
      message: 'no batch It was retried for 30 s (`notFoundGrace`).',
      cause: notFound,
    });
    // The last response takes 50 ms.
    expect(never.clock.now() - startedAt).toBe(30_050);
    expect(never.asked.length).toBeLessThan(10);

    // A `Retry-After` beyond that time is heeded.
    const later = new SimulatedSource(scenario);
    later.fault = () => new ApiError('not_found', 'no', { status: 404, retryAfter: minute });
    await expect(collect(later)).rejects.toThrow('no It was retried for 60 s');
    expect(gaps(later.asked)).toEqual([60_050]);
  });

  test('retries a 404 for as long as `notFoundGrace` says, and not at all with 0', async () => {
    const notFound = new ApiError('not_found', 'no batch', { status: 404 });
    const once = new SimulatedSource(scenario);
    once.fault = () => notFound;
    const startedAt = once.clock.now();
    await expect(collect(once, { notFoundGrace: 0 })).rejects.toBe(notFound);
    expect(once.asked).toEqual([startedAt]);

    const long = new SimulatedSource(scenario);
    long.fault = () => notFound;
    const options = { clock: long.clock, notFoundGrace: 10 * minute };
    await expect(long.clock.run(waitUntilComplete(long, 'b', options))).rejects.toThrow(
      'retried for 600 s',
    );
    expect(long.asked.at(-1)! - long.asked[0]!).toBe(10 * minute);
  });

  test.each([-1, Number.NaN, '5', null])('rejects %j as `notFoundGrace`', async (notFoundGrace) => {
    const options = { notFoundGrace: notFoundGrace as never };
    await expect(watch(new SimulatedSource(), 'b', options).next()).rejects.toMatchObject({
      code: 'invalid_argument',
      option: 'notFoundGrace',
      message: expect.stringMatching(/^`notFoundGrace` must be a number of at least 0; got /),
    });
  });

  test('ends after maxWait with its last update', async () => {
    const source = new SimulatedSource(scenario);
    const startedAt = source.clock.now();
    const error = await collect(source, { maxWait: 5 * minute }).catch((thrown: unknown) => thrown);
    expect(source.clock.now() - startedAt).toBe(5 * minute);
    expect(error).toBeInstanceOf(WatchError);
    expect(error).toMatchObject({ code: 'max_wait', update: { phase: 'running' } });
  });

  test('ends if all requests fail for maxOutage', async () => {
    const source = new SimulatedSource(scenario);
    source.fault = (nth) =>
      nth > 3 ? new ApiError('api_error', 'no', { status: 503, retryAfter: hour }) : undefined;
    const error = await collect(source, { maxOutage: 5 * minute }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'outage', cause: { status: 503 } });
    const lasted = source.clock.now() - source.asked[3]!;
    expect(lasted).toBeGreaterThanOrEqual(5 * minute);
    expect(lasted).toBeLessThan(5 * minute + 1_000);
    expect(isBatchStatusError(error, 'outage')).toBe(true);
  });

  test('counts an outage from its first failure, not from the last response', async () => {
    const source = new SimulatedSource({ ...scenario, startDelay: 5 * hour });
    source.fault = (nth) => (nth === 40 ? unavailable() : undefined);
    const done = waitUntilComplete(source, 'b', { clock: source.clock, maxOutage: minute });
    expect((await source.clock.run(done)).isComplete).toBe(true);
  });

  test('reports a stall as a phase, and ends after stallAfter', async () => {
    // One call of two hours is all that can be observed.
    const slow = { calls: 2, concurrency: 2, meanCallDuration: 7200, callDurationSpread: 0 };
    const phases = (await collect(new SimulatedSource(slow))).map(({ phase }) => phase);
    expect(phases).toContain('stalled');
    expect(phases.at(-1)).toBe('complete');
    const ended = collect(new SimulatedSource(slow), { stallAfter: 15 * minute });
    await expect(ended).rejects.toMatchObject({ code: 'stalled' });
  });

  test('ends with the first stalled update if stallAfter is as long', async () => {
    const slow = { calls: 2, concurrency: 2, meanCallDuration: 7200, callDurationSpread: 0 };
    const all = await collect(new SimulatedSource(slow));
    const first = all.find(({ phase }) => phase === 'stalled');
    const ended = collect(new SimulatedSource(slow), { stallAfter: 10 * minute });
    await expect(ended).rejects.toMatchObject({
      update: { batch: first?.batch, phase: 'stalled' },
    });
  });

  test('does not treat an outage as a stall', async () => {
    const source = new SimulatedSource(scenario);
    source.fault = (nth) =>
      nth > 10 && nth < 60
        ? new ApiError('api_error', 'no', { status: 503, retryAfter: hour })
        : undefined;
    const updates = await collect(source, { stallAfter: 10 * minute });
    expect(updates.filter(({ problem }) => problem).map(({ phase }) => phase)).not.toContain(
      'stalled',
    );
    expect(updates.at(-1)?.phase).toBe('complete');
  });

  test('treats a batch that waits for hours as scheduled or queued, not as stalled', async () => {
    const source = new SimulatedSource({ ...scenario, startDelay: 5 * hour });
    const phases = (await collect(source, { stallAfter: hour })).map(({ phase }) => phase);
    expect(phases).not.toContain('stalled');
  });

  test('treats a pause of hours as scheduled, and polls only as often as needed', async () => {
    const pause = { after: 5 * minute, duration: 3 * hour };
    const source = new SimulatedSource({ ...scenario, pauses: [pause] });
    const { clock } = source;
    const pausedAt = clock.now() + pause.after + 5 * minute;
    const phases = (await collect(source, { stallAfter: hour })).map(({ phase }) => phase);
    expect(phases).toContain('scheduled');
    expect(phases).not.toContain('stalled');
    const during = source.asked.filter((at) => at > pausedAt && at < pausedAt + 2 * hour);
    // Every five seconds would be 1,440 times.
    expect(during.length).toBeLessThanOrEqual((2 * hour) / 14_250);
  });

  test('forecasts the same for any clock of the server', async () => {
    const forecasts = async (serverClockOffset: number): Promise<unknown[]> => {
      const updates = await collect(new SimulatedSource({ ...scenario, serverClockOffset }));
      return updates.map(({ receivedAt, progress, phase, nextCheckAt }) => [
        ...[receivedAt, progress, phase, nextCheckAt],
      ]);
    };
    expect(await forecasts(10 * minute)).toEqual(await forecasts(0));
    expect(await forecasts(-10 * minute)).toEqual(await forecasts(0));
  });

  test('polls at once if its timer fires late, as in a hidden tab', async () => {
    const source = new SimulatedSource({ ...scenario, startDelay: 10 * hour });
    const { clock } = source;
    const done = collect(source, { maxStaleness: hour });
    void clock.sleep(2 * hour).then(() => clock.jump(3 * hour, { sleepers: 'late' }));
    await done;
    const shownAt = source.asked[0]! + 5 * hour;
    expect(source.asked.some((at) => at >= shownAt && at < shownAt + 100)).toBe(true);
  });

  test('works the same with two watches at once', async () => {
    const alone = new SimulatedSource(scenario);
    const expected = await collect(alone, { clock: evenly(alone.clock) });
    const source = new SimulatedSource(scenario);
    const clock = evenly(source.clock);
    const updates: [WatchUpdate[], WatchUpdate[]] = [[], []];
    const follow = async (into: WatchUpdate[]): Promise<void> => {
      for await (const update of watch(source, 'b', { clock })) into.push(update);
    };
    await source.clock.run(Promise.all(updates.map(follow)));
    expect(updates[0]).toEqual(expected);
    expect(updates[1]).toEqual(expected);
    expect(source.asked).toHaveLength(2 * alone.asked.length);
  });

  test('polls at once after the machine slept', async () => {
    const source = new SimulatedSource(scenario);
    const { clock } = source;
    const done = waitUntilComplete(source, 'b', { clock });
    await clock.advance(2 * minute);
    const asked = source.asked.length;
    clock.jump(8 * hour);
    const wokenAt = clock.now();
    await clock.run(done);
    expect(source.asked[asked]! - wokenAt).toBeLessThanOrEqual(10_000);
  });

  test.each([0, 25, 1_000, 10 * minute])(
    'ends at once with the reason if it is aborted after %i ms',
    async (after) => {
      const source = new SimulatedSource(scenario);
      const abort = new AbortController();
      const reason = new Error('enough');
      const result = collect(source, { signal: abort.signal });
      const settled = result.catch((error: unknown) => error);
      if (after > 0) {
        void source.clock.sleep(after).then(() => abort.abort(reason));
      } else {
        abort.abort(reason);
      }
      expect(await settled).toBe(reason);
      expect(source.clock.sleeping).toBe(0);
    },
  );

  /** Passes through every phase. */
  const eventful = {
    ...{ calls: 60, concurrency: 5, meanCallDuration: 60, startDelay: minute },
    pauses: [{ after: 4 * minute, duration: hour }],
    lastCallDuration: 30 * minute,
    completionDelay: 5 * minute,
  };

  test.each(['queued', 'running', 'scheduled', 'draining', 'stalled', 'finishing'] as const)(
    'ends at once if it is aborted while the batch is %s',
    async (phase) => {
      const source = new SimulatedSource(eventful);
      const { clock, asked } = source;
      const abort = new AbortController();
      const reason = new Error('enough');
      const until = async (): Promise<void> => {
        const options = { clock, signal: abort.signal, maxWait: 10 * hour };
        for await (const update of watch(source, 'b', options)) {
          if (update.phase !== phase) continue;
          // Some time into the following pause.
          void clock.sleep(500).then(() => abort.abort(reason));
        }
      };
      await expect(clock.run(until())).rejects.toBe(reason);
      const { length } = asked;
      await clock.advance(hour);
      expect(asked).toHaveLength(length);
      expect(clock.sleeping).toBe(0);
    },
  );

  test('ends at once if it is aborted during an outage', async () => {
    const source = new SimulatedSource(scenario);
    source.fault = (nth) => (nth > 3 ? unavailable() : undefined);
    const abort = new AbortController();
    const result = collect(source, { signal: abort.signal });
    void source.clock.sleep(10 * minute).then(() => abort.abort('enough'));
    await expect(result).rejects.toBe('enough');
    expect(source.clock.sleeping).toBe(0);
  });

  test('ends with the reason of the signal, whatever error the client throws', async () => {
    const abort = new AbortController();
    const client = {
      getBatchStatus: async () => {
        abort.abort(new Error('enough'));
        throw new NetworkError('the connection was lost');
      },
    };
    await expect(watch(client, 'b', { signal: abort.signal }).next()).rejects.toThrow('enough');
  });

  test('leaves no timer or listener after its consumer stops', async () => {
    const source = new SimulatedSource(scenario);
    const firstOnly = async (): Promise<void> => {
      const updates = watch(source, 'b', { clock: source.clock, maxWait: hour });
      await updates.next();
      await updates.return();
    };
    await source.clock.run(firstOnly());
    await source.clock.advance(0);
    expect(source.clock.sleeping).toBe(0);
  });

  test.each(['maxWait', 'maxStaleness', 'maxOutage', 'stallAfter'] as const)(
    'rejects an invalid %s by name',
    async (name) => {
      const source = new SimulatedSource(scenario);
      await expect(collect(source, { [name]: -1 })).rejects.toThrow(name);
      expect(source.asked).toEqual([]);
    },
  );
});

describe('waitUntilComplete', () => {
  test('sees the end soon, with far fewer requests than every five seconds', async () => {
    const source = new SimulatedSource(scenario);
    const startedAt = source.clock.now();
    const done = waitUntilComplete(source, 'b', { clock: source.clock });
    const batch = await source.clock.run(done);
    expect(batch.isComplete).toBe(true);
    const duration = batch.completedTime! - startedAt;
    const lag = source.clock.now() - batch.completedTime!;
    expect(lag).toBeLessThan(Math.max(2_000, duration / 20));
    expect(source.asked.length).toBeLessThan(duration / 5_000 / 4);
  });

  test('never resolves to an incomplete batch', async () => {
    const source = new SimulatedSource({ ...scenario, completionDelay: 5 * minute });
    const done = waitUntilComplete(source, 'b', { clock: source.clock });
    expect((await source.clock.run(done)).isComplete).toBe(true);
  });
});
