import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import {
  createSendCall,
  judge,
  resolveSettings,
  type CallOptions,
  type ClientOptions,
  type TransportReply,
} from '../../src/index.ts';
import { answer, batch } from '../answers.ts';

const good = () => answer(200, batch);
const busy = (pause?: string) =>
  answer(503, { error: 'busy' }, pause ? { 'retry-after': pause } : {});
const malformed = () => answer(200, {}, { 'retry-after': '5' });
const redirect = () => answer(307, '');
const lost = () => undefined;

/**
 * Calls of one client. `delays` are the pauses before their retries, where the backoff draws half of
 * its maximum.
 */
function callsOver(answers: (TransportReply | undefined)[], options: ClientOptions = {}) {
  const clock = new VirtualClock();
  const delays: number[] = [];
  const settings = resolveSettings({
    clock: {
      now: () => clock.now(),
      sleep: (ms, signal) => clock.sleep(ms, signal),
      random: () => 0.5,
    },
    onEvent: (event) => event.type === 'retry' && delays.push(event.delay),
    ...options,
  });
  const sendCall = createSendCall(async () => {
    const next = answers.shift();
    if (!next) throw new Error('lost');
    return next;
  }, settings);
  const call = (callOptions?: CallOptions) =>
    clock.run(sendCall({ url: 'http://127.0.0.1/b', options: callOptions }, judge));
  return { call, delays };
}

const quick = { attempts: 20, baseDelay: 1, maxDelay: 1 };

const many = (count: number, response: () => TransportReply): TransportReply[] =>
  Array.from({ length: count }, response);

test('a call sends as many requests as its attempts allow', async () => {
  const { call } = callsOver([...many(19, () => busy()), good()], { retry: quick });
  expect(await call()).toEqual(batch);
});

test('a call that overrides the attempts of its client sends as many requests', async () => {
  const { call } = callsOver([...many(19, () => busy()), good()]);
  expect(await call({ retry: quick })).toEqual(batch);
});

test.each([
  [10, [4, 4, 4, 2, 1, 1]],
  [2, [4, 1, 1, 1, 1, 1]],
  [3.1, [4, 1, 1, 1, 1, 1]],
  [Infinity, [4, 4, 4, 4, 4, 4]],
])('with a budget of %d, six calls send %j requests', async (budget, sent) => {
  const { call } = callsOver(
    many(24, () => busy()),
    { retry: { budget } },
  );
  const attempts = [];
  for (const _ of sent) {
    const error = (await call().catch((thrown: unknown) => thrown)) as { attempts: number };
    attempts.push(error.attempts);
  }
  expect(attempts).toEqual(sent);
});

test('a client saves at most its budget of retries', async () => {
  const { call } = callsOver([...many(30, good), ...many(20, () => busy())]);
  for (let n = 0; n < 30; n++) await call();
  for (const attempts of [4, 4, 4, 2, 1]) await expect(call()).rejects.toMatchObject({ attempts });
});

test('a refusal earns no retry', async () => {
  const refused = () => answer(404, { error: 'no' });
  const answers = [...many(4, () => busy()), ...many(20, refused), busy()];
  const { call } = callsOver(answers, { retry: { budget: 3 } });
  await expect(call()).rejects.toMatchObject({ attempts: 4 });
  for (let n = 0; n < 20; n++) await expect(call()).rejects.toMatchObject({ status: 404 });
  await expect(call()).rejects.toMatchObject({ status: 503, attempts: 1 });
});

test('a lost connection is retried at once only on the first request of a call', async () => {
  const { call, delays } = callsOver([good(), lost(), lost(), good()]);
  await call();
  await call();
  expect(delays).toEqual([0, 250]);
});

test('a lost connection is retried at once even if a call may send only one request', async () => {
  const { call, delays } = callsOver([good(), lost(), busy()], { retry: { attempts: 1 } });
  await call();
  await expect(call()).rejects.toMatchObject({ status: 503, attempts: 2 });
  expect(delays).toEqual([0]);
});

test('a lost connection is retried after a pause with reconnect: false', async () => {
  const { call, delays } = callsOver([good(), lost(), good()], { retry: { reconnect: false } });
  await call();
  await call();
  expect(delays).toEqual([125]);
});

test('a lost connection is retried after a pause if no call had a response before', async () => {
  const { call, delays } = callsOver([redirect(), lost(), good()]);
  await expect(call()).rejects.toMatchObject({ code: 'redirected' });
  await call();
  expect(delays).toEqual([125]);
});

test('a malformed response is retried once, after the backoff whatever its Retry-After', async () => {
  const { call, delays } = callsOver([malformed(), busy('1'), malformed(), good()]);
  await expect(call()).rejects.toMatchObject({ code: 'malformed', attempts: 3 });
  expect(delays).toEqual([125, 1000]);
});

test.each([
  [5000, []],
  [5001, [5000]],
])('with a deadline of %i ms, a pause of 5 s gives the retries %j', async (deadline, pauses) => {
  const { call, delays } = callsOver([busy('5'), good()], { deadline });
  await call().catch(() => undefined);
  expect(delays).toEqual(pauses);
});

test.each([299, 304, 408, 425, 429, 500, 502, 503, 504])(
  'a response of status %i is retried',
  async (status) => {
    const { call } = callsOver([answer(status, {}), good()]);
    expect(await call()).toEqual(batch);
  },
);

test.each([300, 399, 400, 499, 501, 505, 599])(
  'a response of status %i is not retried',
  async (status) => {
    const { call } = callsOver([answer(status, {}), good()]);
    await expect(call()).rejects.toMatchObject({ status, attempts: 1 });
  },
);
