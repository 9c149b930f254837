import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { goodBatch } from '@batch-status/loopback/batches';
import { body, good, json, send, type Respond } from './respond.ts';

const text = JSON.stringify(goodBatch);

const encoded =
  (coding: string, bytes: Buffer, status = 200): Respond =>
  (response) =>
    send(response, status, bytes, { 'content-encoding': coding });

/** Bodies that are unusual, or are no batch. */
export const bodyFaults = {
  'spaces-around': body(` \r\n\t${text}\n\n`),
  'pretty-printed': body(JSON.stringify(goodBatch, null, 2)),
  'plain-text': body(text, { 'content-type': 'text/plain' }),
  'without-content-type': (response) => void response.writeHead(200).end(text),
  'repeated-member': body(text.replace('{', '{"total":1,')),
  'escaped-member': body(text.replace('"total"', String.raw`"\u0074otal"`)),
  'text-after': body(`${text}]`),
  'two-batches': body(text + text),
  number: body('150'),
  string: body(JSON.stringify(text)),
  boolean: body('true'),
  'empty-object': body('{}'),
  'only-spaces': body('   '),
  'only-bom': body('\uFEFF'),
  comment: body(`/* a batch */ ${text}`),
  'not-a-number': body(text.replace('"total":150', '"total":NaN')),
  'trailing-comma': body(text.replace(/}$/, ',}')),
  'single-quotes': body("{'total':150}"),
  'utf-16': (response) => send(response, 200, Buffer.from(text, 'utf16le')),
  'invalid-utf-8': (response) =>
    send(response, 200, Buffer.from(text.replace('processing', 'proc\u00FFessing'), 'latin1')),
  'nul-after': body(`${text}\0`),
  deflate: encoded('deflate', deflateSync(text)),
  brotli: encoded('br', brotliCompressSync(text)),
  identity: encoded('identity', Buffer.from(text)),
  'broken-gzip': encoded('gzip', gzipSync(text).fill(255, 10)),
  'gzip-500': encoded('gzip', gzipSync('{"error":"Refused with 500"}'), 500),
  chunked: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const character of text) response.write(character);
    response.end();
  },
  'malformed-with-retry-after': body('{', { 'retry-after': '9' }),
  'malformed-then-503': (response, nth) =>
    nth === 1
      ? send(response, 200, '{')
      : nth === 2
        ? json(response, 503, { error: 'Later' })
        : good(response),
  'malformed-twice': (response, nth) => (nth < 3 ? send(response, 200, '{') : good(response)),
  '503-then-malformed-twice': (response, nth) =>
    nth === 1 ? json(response, 503, { error: 'Later' }) : send(response, 200, '{'),
  'refusal-without-json': (response) => send(response, 400, 'no', { 'content-type': 'text/plain' }),
  'refusal-with-message': (response) => json(response, 400, { message: 'It is wrong.' }),
  'refusal-with-both': (response) => json(response, 400, { error: 'Bad', message: 'It is wrong' }),
  'refusal-with-numbers': (response) => json(response, 400, { error: 7, message: null }),
  'refusal-with-list': (response) => json(response, 400, ['no']),
  'refusal-of-null': (response) => json(response, 400, null),
} satisfies Record<string, Respond>;
