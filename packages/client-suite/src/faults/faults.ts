import type { ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { completeBatch, goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import { bodyFaults } from './bodies.ts';
import { conditionFaults, unlessChanged } from './conditions.ts';
import { memberFaults } from './members.ts';
import { redirectFaults } from './redirects.ts';
import { retryAfterFaults } from './retry-after.ts';
import { batch, body, good, json, refusal, refusedAtFirst, send, type Respond } from './respond.ts';
import { statusFaults } from './statuses.ts';
import { startOfTests } from '../start-of-tests.ts';

const refuseUntil = (response: ServerResponse, retryAfter: string): void =>
  json(response, 503, { error: 'Later' }, { 'retry-after': retryAfter });

/** The clock of this server agrees with that of the tests. */
const refuseUntilDate =
  (date: string): Respond =>
  (response) => {
    response.setHeader('date', new Date(startOfTests).toUTCString());
    refuseUntil(response, date);
  };

/** Sends raw bytes that are not valid HTTP, and then ends the connection. */
const bytes =
  (text: string): Respond =>
  ({ socket }) =>
    void socket?.end(text);

const html = `<!doctype html><title>Bad Gateway</title><p>Call ${plantedPhoneNumber} for help`;
/** More than `maxResponseBytes` by default. */
const spaces = Buffer.alloc(8 * 2 ** 20, ' ');
const gzipBomb = gzipSync(spaces, { level: 1 });
const brotliBomb = brotliCompressSync(spaces, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
});

/** Every fault, by the name that a batch id begins with. */
export const faults = {
  ...bodyFaults,
  ...conditionFaults,
  ...memberFaults,
  ...redirectFaults,
  ...retryAfterFaults,
  ...statusFaults,
  good: (response) => good(response),
  'complete-at-the-third': (response, nth) =>
    nth < 3 ? good(response) : json(response, 200, completeBatch),
  'no-response': () => undefined,
  'reset-before': (response) => response.destroy(),
  'reset-once': (response, nth) => (nth === 1 ? response.destroy() : good(response)),
  'reset-in-body': (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"status":', () => response.destroy());
  },
  'not-http': bytes(`220 call ${plantedPhoneNumber}\r\n\r\n`),
  'broken-headers': bytes(`HTTP/1.1 200 OK\r\ncall ${plantedPhoneNumber}\r\n\r\n`),
  'nul-in-header': bytes(
    `HTTP/1.1 200 OK\r\nx-odd: a\0b\r\ncontent-length: 20\r\n\r\ncall ${plantedPhoneNumber} `,
  ),
  'broken-chunks': bytes(
    `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{"\r\ncall ${plantedPhoneNumber}\r\n\r\n`,
  ),
  drip: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  'half-json': body('{"status":"processing","isComplete":false,"waiting":'),
  'half-json-once': (response, nth) => (nth === 1 ? send(response, 200, '{"sta') : good(response)),
  'html-200': body(html, { 'content-type': 'text/html' }),
  'html-502': (response) => send(response, 502, html, { 'content-type': 'text/html' }),
  'empty-200': body(''),
  'empty-500': (response) => send(response, 500),
  'no-content': (response) => response.writeHead(204).end(),
  created: (response) => json(response, 201, goodBatch),
  'unexpected-304': (response) => response.writeHead(304).end(),
  array: body(`[${JSON.stringify(goodBatch)}]`),
  null: body('null'),
  'no-total': batch({ total: undefined }),
  'negative-count': batch({ waiting: -1 }),
  'fractional-count': batch({ active: 0.5 }),
  'huge-count': body(
    JSON.stringify({ ...goodBatch, total: 0 }).replace('"total":0', '"total":1e400'),
  ),
  'odd-optional-members': batch({
    startTime: 'yesterday',
    recent_calls: [
      'odd',
      { jobId: 'call_1', status: 'completed', duration: 'long', phone_number: plantedPhoneNumber },
      { status: 'failed' },
      { jobId: 'call_4', status: 'ringing', line: 7 },
    ],
  }),
  'odd-statuses-of-calls': body(
    JSON.stringify({ ...goodBatch, recent_calls: ['here', null] }).replace(
      '"here"',
      [
        '{"jobId":"call_1","status":{"toString":1}}',
        `{"jobId":"call_2","status":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
        '{"jobId":"call_3","status":"ringing"}',
      ].join(),
    ),
  ),
  'many-faults': batch({ recent_calls: Array.from({ length: 10_000 }, () => ({})) }),
  'long-refusal': (response) =>
    json(response, 400, { error: '1-'.repeat(2 ** 20), message: 'why '.repeat(2 ** 18) }),
  'nested-member-of-call': body(
    JSON.stringify({
      ...goodBatch,
      recent_calls: [{ jobId: 'call_1', status: 'ringing', duration: 0 }],
    }).replace('"duration":0', `"duration":${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  ),
  'unknown-members': batch({ status: 'paused', region: 'eu', recent_calls: null }),
  'planted-everywhere': batch({
    status: `paused for ${plantedPhoneNumber}`,
    recent_calls: [
      {
        jobId: 'call_1',
        status: 'ringing',
        note: `called ${plantedPhoneNumber}`,
        line: 7,
        error: plantedPhoneNumber,
        at: { phone_number: plantedPhoneNumber, [plantedPhoneNumber]: 1 },
      },
      {
        jobId: 'call_2',
        status: 'completed',
        completedAt: 1_703_097_600_000,
        phone_number: plantedPhoneNumber,
        called: Number(plantedPhoneNumber),
      },
    ],
    region: 'eu',
    called: Number(plantedPhoneNumber),
    numbers: [plantedPhoneNumber, true, null, [{ list: [Number(plantedPhoneNumber), 12] }]],
    deep: JSON.parse('['.repeat(1_000) + ']'.repeat(1_000)) as unknown,
    [plantedPhoneNumber]: 'a',
  }),
  'proto-member': body(JSON.stringify(goodBatch).replace('{', '{"__proto__":{"polluted":true},')),
  bom: body(`\uFEFF${JSON.stringify(goodBatch)}`),
  deep: body(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  large: body(JSON.stringify({ ...goodBatch, padding: 'x'.repeat(2 ** 20) })),
  'gzip-bomb': (response) => send(response, 200, gzipBomb, { 'content-encoding': 'gzip' }),
  'brotli-bomb': (response) => send(response, 200, brotliBomb, { 'content-encoding': 'br' }),
  'gzip-bomb-500': (response) =>
    send(response, 500, gzipBomb, { 'content-encoding': 'gzip', 'retry-after': '7' }),
  gzip: (response) =>
    send(response, 200, gzipSync(JSON.stringify(goodBatch)), { 'content-encoding': 'gzip' }),
  'etag-kept': unlessChanged,
  'preflight-refused': unlessChanged,
  'preflight-with-fixed-headers': unlessChanged,
  'preflight-ignored': unlessChanged,
  'redirect-with-endless-body': (response) => {
    response.writeHead(302, { location: '/stolen' }).write('<p>');
  },
  'unauthorized-with-cut-body': (response) => {
    response.writeHead(401, { 'content-length': '1000' });
    response.write('{"error":', () => response.destroy());
  },
  'bad-request': refusal(400),
  unauthorized: refusal(401),
  'not-found-once-after-one': (response, nth, request) =>
    nth === 2
      ? refusal(404)(response, nth, request)
      : nth === 1
        ? good(response)
        : json(response, 200, completeBatch),
  'not-found-after-one': (response, nth, request) =>
    nth === 1 ? good(response) : refusal(404)(response, nth, request),
  'unauthorized-after-one': (response, nth, request) =>
    nth === 1 ? good(response) : refusal(401)(response, nth, request),
  forbidden: refusal(403),
  'not-found': refusal(404),
  teapot: refusal(418),
  'not-implemented': refusal(501),
  'request-timeout-twice': refusedAtFirst(2, 408),
  'too-early-twice': refusedAtFirst(2, 425),
  'rate-limited-twice': refusedAtFirst(2, 429),
  'error-twice': refusedAtFirst(2, 500),
  'bad-gateway-twice': refusedAtFirst(2, 502),
  'unavailable-twice': refusedAtFirst(2, 503),
  'gateway-timeout-twice': refusedAtFirst(2, 504),
  'always-rate-limited': refusal(429, { 'retry-after': '0' }),
  'always-unavailable': refusal(503),
  'retry-after-a-second-once': refusedAtFirst(1, 503, { 'retry-after': '1' }),
  'retry-after-an-hour': refusal(429, { 'retry-after': '3600' }),
  'retry-after-very-long': refusal(429, { 'retry-after': '999999999999' }),
  // One hour after `startOfTests`, in the three formats of RFC 9110, section 5.6.7.
  'retry-after-in-an-hour': refuseUntilDate('Tue, 06 Nov 2029 09:49:37 GMT'),
  'retry-after-in-an-hour-by-rfc-850': refuseUntilDate('Tuesday, 06-Nov-29 09:49:37 GMT'),
  'retry-after-in-an-hour-by-asctime': refuseUntilDate('Tue Nov  6 09:49:37 2029'),
  'retry-after-on-the-third': (response) => refuseUntil(response, 'Thu Nov  3 08:49:37 2044'),
  'retry-after-negative-once': refusedAtFirst(1, 503, { 'retry-after': '-5' }),
  'retry-after-nonsense-once': refusedAtFirst(1, 503, { 'retry-after': 'soon' }),
  'retry-after-on-success': (response) =>
    good(response, { 'retry-after': '30', date: 'Wed, 18 Nov 2026 12:00:00 GMT' }),
  indiscreet: (response, _nth, request) =>
    json(response, 400, {
      error: `Key ${String(request.headers['x-api-key'])} may not call ${plantedPhoneNumber}, nor ${String(request.headers['authorization'])}, by ${String(request.headers['authorization']).slice(7)}`,
      message: `Workspace ${String(request.headers['x-workspace-id'])}\r\ncalled (555) 010-0199`,
    }),
  'indiscreet-media-type': (response, _nth, request) =>
    send(response, 500, 'no', {
      'content-type': `${String(request.headers['x-api-key'])}/${plantedPhoneNumber.slice(1)}`,
    }),
  'indiscreet-redirect': (response, _nth, request) =>
    send(response, 302, '', {
      location: `https://${String(request.headers['x-api-key'])}.${plantedPhoneNumber.slice(1)}.example/`,
    }),
  /** Characters that change how a terminal displays the text around them. */
  invisible: (response) =>
    json(response, 400, {
      error: 'right\u202E to \u2066left\u2069, \u061C',
      message: 'two\u2028lines, tag\u{E0041}, \u001B[2J\u009B2J, half \uD83D',
    }),
  'good-once': (response, nth, request) =>
    nth === 1 ? good(response) : refusal(403)(response, nth, request),
} satisfies Record<string, Respond>;

export type Fault = keyof typeof faults;

/** Responds to a CORS preflight with these headers, refuses it, or never responds. */
export const preflights: Partial<
  Record<Fault, 'refused' | 'ignored' | { allowedHeaders: string }>
> = {
  'preflight-refused': 'refused',
  'preflight-ignored': 'ignored',
  'preflight-with-fixed-headers': { allowedHeaders: 'x-api-key, x-workspace-id' },
};
