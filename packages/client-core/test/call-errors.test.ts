import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import {
  Collector,
  createSendCall,
  judge,
  resolveSettings,
  type ClientOptions,
  type Transport,
  type TransportReply,
} from '../src/index.ts';
import { answer, batch } from './answers.ts';

/** The error of a call whose requests all have the same result. */
async function errorOf(transport: Transport, options: ClientOptions = {}): Promise<unknown> {
  const clock = new VirtualClock();
  const sendCall = createSendCall(transport, resolveSettings({ clock, retry: false, ...options }));
  return clock.run(sendCall({ url: 'https://127.0.0.1:9/v1/b?key=a#b' }, judge)).then(
    () => undefined,
    (error: unknown) => error,
  );
}

const call = { method: 'GET', path: '/v1/b', attempts: 1 };

const refusal = { error: 'no' };
const wrongBatch = { ...batch, total: -1, waiting: undefined };

test.each<[number, string, body: unknown, message: string]>([
  [401, 'unauthorized', refusal, '401: “no”. Check the API key.'],
  [403, 'forbidden', refusal, '403: “no”. Check the API key and the workspace.'],
  [404, 'not_found', refusal, '404: “no”. Check the batch id and the workspace.'],
  [429, 'rate_limited', refusal, '429: “no”. Send fewer requests.'],
  [400, 'api_error', refusal, '400: “no”.'],
  [418, 'api_error', { error: 7, message: 'no' }, '418: “no”.'],
  [599, 'api_error', {}, '599 (no content type, 2 bytes).'],
  [600, 'malformed', {}, '600 instead of 200.'],
  [200, 'malformed', [], '200 with an invalid batch status: the body must be object; got array.'],
  [
    200,
    'malformed',
    wrongBatch,
    '200 with an invalid batch status: /waiting must be integer from 0; got nothing; /total must be integer from 0; got a negative number.',
  ],
])('a response of status %i is an error with the code %s: %j', async (status, code, body, text) => {
  const found = await errorOf(async () => answer(status, body));
  expect(found).toMatchObject({ ...call, status, code, message: `GET /v1/b returned ${text}` });
});

test.each([
  ['text/html', 'text/html'],
  ['a.1+b-c/d.e+f-2; g=h/i', 'a.1+b-c/d.e+f-2'],
  [' text/html', 'no content type'],
  ['text', 'no content type'],
])('of a body that is not quoted, the content type %j is named', async (type, name) => {
  const found = await errorOf(async () => answer(500, 'text', { 'content-type': type }));
  expect(found).toMatchObject({ message: `GET /v1/b returned 500 (${name}, 6 bytes).` });
});

test('an error has the pause that the server asks for', async () => {
  const found = await errorOf(async () => answer(503, refusal, { 'retry-after': '2' }));
  expect(found).toMatchObject({
    ...call,
    retryAfter: 2000,
    message: 'GET /v1/b returned 503: “no”; retry in 2 s.',
  });
});

test('a date to retry after is compared with the Date of the same response', async () => {
  const headers = {
    'retry-after': 'Tue, 24 Nov 2026 12:00:05 GMT',
    date: 'Tue, 24 Nov 2026 12:00:00 GMT',
  };
  const found = await errorOf(async () => answer(503, refusal, headers));
  expect(found).toMatchObject({ retryAfter: 5000 });
});

test.each<[number, string | undefined, string]>([
  [302, 'https://other.example/login?key=a', ' to https://other.example'],
  [308, '/login', ''],
  [0, undefined, ''],
])('a redirect with status %i to %s is refused', async (status, location, where) => {
  const found = await errorOf(async () => answer(status, '', location ? { location } : {}));
  expect(found).toMatchObject({
    ...call,
    code: 'redirected',
    message: `GET /v1/b was redirected${where}. That is refused to protect the key. Check the base URL.`,
  });
  expect((found as { status?: number }).status).toBe(status || undefined);
});

test('a body that is too large says which option limits it', async () => {
  const transport: Transport = async ({ maxBytes }) => {
    new Collector(maxBytes).add(new Uint8Array(9));
    return answer(200, batch);
  };
  expect(await errorOf(transport, { maxResponseBytes: 8 })).toMatchObject({
    ...call,
    code: 'too_large',
    message: 'GET /v1/b returned more than 8 bytes (`maxResponseBytes`). Check the base URL.',
  });
});

test.each<[unknown, string]>([
  [new Error('lost'), ''],
  [{ code: 'ECONNRESET' }, ' (ECONNRESET)'],
  [{ code: 7, cause: { code: 'EPIPE' } }, ' (EPIPE)'],
  [{ code: 'E PIPE' }, ''],
  [{ code: 'EPIPE ' }, ' (EPIPE)'],
  [null, ''],
])('a request without a response names the code of the platform: %j', async (cause, code) => {
  expect(await errorOf(() => Promise.reject(cause))).toMatchObject({
    ...call,
    code: 'network',
    message: `GET /v1/b got no response${code}. Check the network and the base URL.`,
  });
});

test('a call that takes too long says what its limit was', async () => {
  const never = new Promise<TransportReply>(() => undefined);
  expect(await errorOf(() => never, { deadline: 1500 })).toMatchObject({
    ...call,
    code: 'deadline',
    message: 'GET /v1/b took longer than 1.5 s. Check the network or raise `deadline`.',
  });
});
