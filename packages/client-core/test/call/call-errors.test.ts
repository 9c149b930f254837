import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import {
  Collector,
  ConfigurationError,
  createSendCall,
  judge,
  resolveSettings,
  type ClientOptions,
  type Transport,
  type TransportReply,
} from '../../src/index.ts';
import { answer, batch } from '../answers.ts';

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
  [
    200,
    'malformed',
    [],
    '200 with an invalid batch status: the body must be of type object; got array.',
  ],
  [
    200,
    'malformed',
    wrongBatch,
    '200 with an invalid batch status: /waiting must be of type integer, at least 0; got nothing; /total must be of type integer, at least 0; got a negative number.',
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
    const collector = new Collector(maxBytes);
    collector.add(new Uint8Array(9));
    return { ...answer(200, batch), isTooLarge: collector.isTooLarge };
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

const cyclic = new Error('lost');
cyclic.cause = cyclic;
const coded = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('odd'), { code }) });

test.each<[string, unknown]>([
  ['a refused connection', coded('ECONNREFUSED')],
  ['an unknown host', coded('ENOTFOUND')],
  ['a closed connection', coded('UND_ERR_SOCKET')],
  ['a closed socket', coded('ERR_SOCKET_CLOSED')],
  ['a TLS handshake that was cut off', coded('ECONNRESET')],
  ['the error of a page', new TypeError('Failed to fetch')],
  ['a proxy that fails', new Error('Proxy response (502) !== 200 when HTTP Tunneling')],
  ['a URL with a code in it', new Error('error sending request for url (https://a/CERT_1)')],
  ['a cyclic cause', cyclic],
  ['a string', 'CERT_HAS_EXPIRED'],
  ['nothing', undefined],
])('%s is retried', async (_what, cause) => {
  const found = await errorOf(() => Promise.reject(cause), { retry: { attempts: 2 } });
  expect(found).toMatchObject({ code: 'network', attempts: 2 });
  expect((found as { retryable?: boolean }).retryable).toBeUndefined();
});

test.each<[string, unknown]>([
  ['an unknown authority', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
  ['an authority that is not one', coded('INVALID_CA')],
  ['a certificate of another host', coded('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['an old protocol', coded('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')],
  ['a port without TLS', coded('EPROTO')],
  ['Deno: a certificate', new Error('client error (Connect): invalid peer certificate: Expired')],
  ['Deno: an old protocol', new Error('client error (Connect): peer is incompatible: no')],
  ['Deno: a record', new Error('client error (Connect): received corrupt message')],
  ['Deno: an alert', new Error('client error (Connect): received fatal alert: HandshakeFailure')],
])('TLS that fails is final and has advice: %s', async (_what, cause) => {
  expect(await errorOf(() => Promise.reject(cause), { retry: { attempts: 2 } })).toMatchObject({
    ...call,
    code: 'network',
    retryable: false,
    message: expect.stringContaining('. TLS failed. Check the certificate of the server'),
  });
});

test.each<[string, unknown]>([
  ['an argument', coded('UND_ERR_INVALID_ARG')],
  ['a header', coded('UND_ERR_NOT_SUPPORTED')],
  ['a URL', coded('ERR_INVALID_URL')],
  ['a closed dispatcher', coded('UND_ERR_CLOSED')],
  ['a destroyed dispatcher', coded('UND_ERR_DESTROYED')],
  ['a permission of Node', coded('ERR_ACCESS_DENIED')],
  ['a permission of Deno', Object.assign(new Error('Requires net access'), { name: 'NotCapable' })],
  ['a port', new TypeError('fetch failed', { cause: new Error('bad port') })],
  ['a port in Deno', new TypeError('Fetch failed: Requests to port 9 are blocked')],
  ['a proxy', new Error('Proxy response (407) !== 200 when HTTP Tunneling')],
])('what the platform or a proxy refuses is final: %s', async (_what, cause) => {
  expect(await errorOf(() => Promise.reject(cause), { retry: { attempts: 2 } })).toMatchObject({
    ...call,
    code: 'network',
    retryable: false,
    message: expect.stringContaining('. A retry cannot help. Check the port, the proxy'),
  });
});

test('a typed error of a transport ends the call', async () => {
  const refused = new ConfigurationError('no', { option: 'fetch' });
  expect(await errorOf(() => Promise.reject(refused), { retry: { attempts: 2 } })).toBe(refused);
});

test('a reply that is too large has its status and pause', async () => {
  const transport: Transport = async () => ({
    ...answer(503, '', { 'retry-after': '2', etag: '"1"' }),
    isTooLarge: true,
  });
  const details = { code: 'too_large', status: 503, retryAfter: 2000, attempts: 1 };
  expect(await errorOf(transport)).toMatchObject(details);
});

test('a call that takes too long says what its limit was', async () => {
  const never = new Promise<TransportReply>(() => undefined);
  expect(await errorOf(() => never, { deadline: 1500 })).toMatchObject({
    ...call,
    code: 'deadline',
    message: 'GET /v1/b took longer than 1.5 s. Check the network or raise `deadline`.',
  });
});
