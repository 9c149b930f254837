import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import {
  createSendCall,
  judge,
  ProtocolError,
  resolveSettings,
  type CallEvent,
  type ClientOptions,
  type SendCall,
  type Judgement,
  type TransportReply,
  type TransportRequest,
} from '../../src/index.ts';
import { answer, batch } from '../answers.ts';

/** Sends calls over a transport that returns these responses in order, in virtual time. */
function callsOver(answers: TransportReply[], options: ClientOptions = {}) {
  const clock = new VirtualClock();
  const sent: TransportRequest[] = [];
  const sendCall = createSendCall(
    async (request) => {
      sent.push(request);
      const next = answers.shift();
      if (!next) throw new Error('connection lost');
      return next;
    },
    resolveSettings({ clock, ...options }),
  );
  const call = (request: Partial<Parameters<SendCall>[0]> = {}) =>
    clock.run(sendCall({ url: 'http://127.0.0.1/b', ...request }, judge));
  return { call, sent, clock, sendCall };
}

const conditions = (sent: TransportRequest[]): (string | undefined)[] =>
  sent.map(({ headers }) => headers['if-none-match']);

test('a response is cached for the credentials of its request', async () => {
  const keys = ['first', 'first', 'second'];
  const etag = { etag: '"1"' };
  const { call, sent } = callsOver(
    [answer(200, batch, etag), answer(304, '', etag), answer(200, batch, etag)],
    { apiKey: () => keys.shift() },
  );
  for (let n = 0; n < 3; n++) await call();
  expect(conditions(sent)).toEqual([undefined, '"1"', undefined]);
});

test('the headers of a call replace those of its client', async () => {
  const { call, sent } = callsOver([answer(200, batch)], { headers: { 'x-trace': 'client' } });
  await call({ headers: { 'x-trace': 'call' } });
  expect(sent[0]?.headers).toMatchObject({ accept: 'application/json', 'x-trace': 'call' });
});

test.each([
  ['http://127.0.0.1/b?c#d', '/b'],
  ['http://127.0.0.1/b#d', '/b'],
  ['/api/b?c', '/api/b'],
  ['/proxy/http://127.0.0.1/b', '/proxy/http://127.0.0.1/b'],
])('the error of a call to %s has the path %s', async (url, path) => {
  const { call } = callsOver([answer(404, {})]);
  await expect(call({ url })).rejects.toMatchObject({ path });
});

test('a response is cached for all headers of its request', async () => {
  const etag = { etag: '"1"' };
  const { call, sent } = callsOver([answer(200, batch, etag), answer(200, batch, etag)]);
  await call({ headers: { cookie: 'session=a' } });
  await call({ headers: { cookie: 'session=b' } });
  expect(conditions(sent)).toEqual([undefined, undefined]);
});

test('a batch that changed replaces the cached one', async () => {
  const changed = { ...batch, waiting: 0, active: 1 };
  const { call, sent } = callsOver([
    answer(200, batch, { etag: '"1"' }),
    answer(200, changed, { etag: '"2"' }),
    answer(304, ''),
  ]);
  expect([await call(), await call(), await call()]).toEqual([batch, changed, changed]);
  expect(conditions(sent)).toEqual([undefined, '"1"', '"2"']);
});

test.each([500, 200])(
  'without conditional requests, a failure with %i is retried too',
  async (status) => {
    const { call, sent } = callsOver([answer(status, {}), answer(200, batch)], {
      conditionalRequests: false,
    });
    expect(await call()).toEqual(batch);
    expect(sent).toHaveLength(2);
  },
);

test.each([undefined, () => undefined])(
  'the time of sending precedes the response by what it took, with the listener %s',
  async (onEvent) => {
    const clock = new VirtualClock({ now: 1_000 });
    const sendCall = createSendCall(async () => {
      await clock.sleep(70);
      return answer(200, batch);
    }, resolveSettings({ clock, onEvent }));
    const times = sendCall({ url: 'http://127.0.0.1/b' }, ({ sentAt, receivedAt }) => ({
      value: { sentAt, receivedAt },
    }));
    expect(await clock.run(times)).toEqual({ sentAt: 1_000, receivedAt: 1_070 });
  },
);

test('the ETag of a malformed response is not used', async () => {
  const { call, sent } = callsOver([
    answer(200, { error: 'not today' }, { etag: '"bad"' }),
    answer(200, batch),
  ]);
  await call();
  expect(conditions(sent)).toEqual([undefined, undefined]);
});

test('a refusal is not cached, even with an ETag', async () => {
  const { call, sent } = callsOver([
    answer(500, { error: 'busy' }, { etag: '"bad"' }),
    answer(200, batch),
  ]);
  await call();
  expect(conditions(sent)).toEqual([undefined, undefined]);
});

const tagged = (): TransportReply => answer(200, batch, { etag: '"1"' });
const once = { retry: { attempts: 1, reconnect: false } };

test.each([400, 405, 412, 416, 431])(
  'a condition that is refused with %i is not sent again',
  async (status) => {
    const { call, sent } = callsOver([tagged(), answer(status, {}), tagged(), tagged()], once);
    for (let n = 0; n < 3; n++) expect(await call()).toEqual(batch);
    expect(conditions(sent)).toEqual([undefined, '"1"', undefined, undefined]);
  },
);

test('a request that is refused without its condition too is not repeated again', async () => {
  const refused = () => answer(400, {});
  const { call, sent } = callsOver([tagged(), refused(), refused(), tagged(), tagged()], once);
  await call();
  await expect(call()).rejects.toMatchObject({ status: 400, attempts: 2 });
  await call();
  await call();
  expect(conditions(sent)).toEqual([undefined, '"1"', undefined, undefined, '"1"']);
});

test.each([401, 403, 404, 408, 425, 429, 501, 502, 503, 504])(
  'a condition is sent again after a %i, which it did not cause',
  async (status) => {
    const { call, sent } = callsOver([tagged(), answer(status, {}), answer(304, '')], once);
    await call();
    await expect(call()).rejects.toMatchObject({ status, attempts: 1 });
    expect(await call()).toEqual(batch);
    expect(conditions(sent)).toEqual([undefined, '"1"', '"1"']);
  },
);

test('a condition is sent again after a lost connection outside of a page', async () => {
  const answers = [tagged()];
  const { call, sent } = callsOver(answers, once);
  await call();
  await expect(call()).rejects.toMatchObject({ code: 'network', attempts: 1 });
  answers.push(answer(304, ''));
  await call();
  expect(conditions(sent)).toEqual([undefined, '"1"', '"1"']);
});

test('the ETag of a body that is too large is not used', async () => {
  const { call, sent } = callsOver([{ ...tagged(), isTooLarge: true }, tagged()], once);
  await expect(call()).rejects.toMatchObject({ code: 'too_large' });
  await call();
  expect(conditions(sent)).toEqual([undefined, undefined]);
});

test('a caller that sends its own condition gets the 304', async () => {
  const etag = { etag: '"1"' };
  const { sent, sendCall, clock } = callsOver([answer(200, batch, etag), answer(304, '', etag)]);
  const headers = { 'if-none-match': '"mine"' };
  const own = () =>
    clock.run(
      sendCall({ url: 'http://127.0.0.1/b', headers }, ({ status }) => ({ value: status })),
    );
  expect([await own(), await own()]).toEqual([200, 304]);
  expect(conditions(sent)).toEqual(['"mine"', '"mine"']);
});

/** The `if-none-match` of each request, for batches of 12 MiB that are requested in order. */
async function conditionsOfLarge(
  asked: readonly (readonly [name: string, status: 200 | 304])[],
): Promise<(string | undefined)[]> {
  const bytes = new Uint8Array(12 * 2 ** 20);
  const answers = asked.map(([, status]) => ({ ...answer(status, '', { etag: '"1"' }), bytes }));
  const { sendCall, sent, clock } = callsOver(answers);
  for (const [name] of asked) {
    await clock.run(
      sendCall({ url: `http://127.0.0.1/${name}` }, ({ status }) => ({ value: status })),
    );
  }
  return conditions(sent);
}

test('the least recently used response is evicted first', async () => {
  const asked = await conditionsOfLarge([
    ['a', 200],
    ['b', 200],
    ['a', 304],
    ['c', 200],
    ['a', 304],
  ]);
  expect(asked).toEqual([undefined, undefined, '"1"', undefined, '"1"']);
});

test('the cache keeps at most 32 MiB', async () => {
  const asked = await conditionsOfLarge([
    ['a', 200],
    ['b', 200],
    ['c', 200],
    ['c', 304],
    ['a', 200],
  ]);
  expect(asked).toEqual([undefined, undefined, undefined, '"1"', undefined]);
});

test('a retry depends on what a judge returns, and an error that it throws ends the call', async () => {
  const { sent, sendCall, clock } = callsOver([answer(200, batch), answer(200, batch)]);
  const malformed = new ProtocolError('malformed', 'no batch');
  const send = (judgeReply: () => Judgement<never>) =>
    clock.run(sendCall({ url: 'http://127.0.0.1/b' }, judgeReply));
  const judgeAndThrow = (): never => {
    throw malformed;
  };
  await expect(send(judgeAndThrow)).rejects.toBe(malformed);
  expect(sent).toHaveLength(1);
  await expect(send(() => ({ error: malformed }))).rejects.toMatchObject({ code: 'network' });
  expect(sent.length).toBeGreaterThan(2);
});

test('the backoff has full jitter, and doubles up to its limit', async () => {
  const delays: number[] = [];
  const draws = [1, 0.5, 1, 0.25];
  const clock = new VirtualClock();
  const { call } = callsOver(
    Array.from({ length: 5 }, () => answer(503, { error: 'busy' })),
    {
      clock: {
        now: () => clock.now(),
        sleep: (ms, signal) => (ms < 20_000 ? Promise.resolve() : clock.sleep(ms, signal)),
        random: () => draws.shift() ?? 0,
      },
      retry: { attempts: 5, baseDelay: 1000, maxDelay: 3000 },
      onEvent: (event: CallEvent) => event.type === 'retry' && delays.push(event.delay),
    },
  );
  await expect(call()).rejects.toMatchObject({ status: 503, attempts: 5 });
  expect(delays).toEqual([1000, 1000, 3000, 750]);
});

test('a client earns one retry per ten responses', async () => {
  const busy = () => answer(503, { error: 'busy' });
  const good = () => answer(200, batch);
  const spend = Array.from({ length: 13 }, busy);
  const { call, sent } = callsOver(
    [...spend, ...Array.from({ length: 10 }, good), busy(), good(), busy(), good()],
    { retry: { attempts: 12, baseDelay: 1, maxDelay: 1 } },
  );
  await expect(call()).rejects.toMatchObject({ attempts: 12 });
  await expect(call()).rejects.toMatchObject({ attempts: 1 });
  for (let n = 0; n < 10; n++) await call();
  await call();
  expect(sent).toHaveLength(13 + 10 + 2);
  await expect(call()).rejects.toMatchObject({ attempts: 1 });
});

test('a listener that throws does not fail the call', async () => {
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  const uncaught: unknown[] = [];
  const listen = (error: unknown): void => void uncaught.push(error);
  process.on('uncaughtException', listen);
  try {
    const { call } = callsOver([answer(200, batch)], {
      onEvent: ({ type }) => {
        if (type === 'attempt') throw new Error('a faulty listener');
      },
    });
    expect(await call()).toEqual(batch);
    await new Promise((resolve) => setImmediate(resolve));
    expect(uncaught).toMatchObject([{ message: 'a faulty listener' }]);
  } finally {
    process.off('uncaughtException', listen);
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
});

test.each([
  [302, { location: 'https://elsewhere.test/b?q' }, ' to https://elsewhere.test', 302],
  [302, { location: 'data:application/json,{}' }, '', 302],
  [302, { location: 'file:///etc/hosts' }, '', 302],
  [302, {}, '', 302],
  [0, {}, '', undefined],
])('a redirect with status %i and %j is refused', async (sent, headers, target, status) => {
  const { call } = callsOver([answer(sent, '', headers)]);
  await expect(call()).rejects.toMatchObject({
    code: 'redirected',
    message: `GET /b was redirected${target}. That is refused to protect the key. Check the base URL.`,
    status,
  });
});
