import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { CapturedBody } from '../src/recorder/captured-body.ts';
import { decodeBody } from '../src/recorder/decoded-body.ts';
import { entryOf } from '../src/recorder/entry-of.ts';
import type { RecordedEntry } from '@batch-status/har';

function captured(bytes: Buffer, limit = 1000): CapturedBody {
  const body = new CapturedBody(limit);
  body.add(bytes);
  body.isWhole = true;
  return body;
}

/** The entry of a response with these bytes and headers. */
function entry(bytes: Buffer, headers: Record<string, string>): Promise<RecordedEntry> {
  const exchange = {
    startedAt: 0,
    endedAt: 1,
    method: 'GET',
    url: 'http://h/',
    requestHeaders: [],
    requestBody: captured(Buffer.alloc(0)),
    response: {
      status: 200,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      body: captured(bytes),
    },
  };
  return entryOf(exchange, 1000);
}

test('no byte of a body above the limit is kept', () => {
  const body = new CapturedBody(10);
  body.add(Buffer.alloc(10));
  expect([body.bytes.length, body.isTooLarge]).toEqual([10, false]);
  body.add(Buffer.alloc(1));
  expect([body.bytes.length, body.isTooLarge, body.size]).toEqual([0, true, 11]);
  body.add(Buffer.alloc(1));
  expect([body.bytes.length, body.size]).toEqual([0, 12]);
});

test.each<[string, Buffer, Record<string, string>]>([
  ['in an unknown encoding', Buffer.from('"Ada"'), { 'content-encoding': 'aes' }],
  ['that is damaged', gzipSync('"Ada"').subarray(0, -9), { 'content-encoding': 'gzip' }],
  ['that is not UTF-8', Buffer.from([0x22, 0xe4, 0x22]), {}],
  ['in an unknown charset', Buffer.from('"Ada"'), { 'content-type': 'text/b; charset=x' }],
])('a body %s is left out, since it cannot be redacted', async (_, bytes, headers) => {
  const { response, comment } = await entry(bytes, headers);
  const noText = Buffer.from([0xff]).toString('base64');
  expect(response.content).toMatchObject({ size: -1, text: noText, encoding: 'base64' });
  expect(comment).toBe('The body of the response could not be decoded and was left out.');
});

test.each<[string, Buffer, string, string]>([
  ['a charset', Buffer.from([0xe4]), '', 'text/plain; charset=iso-8859-1'],
  ['a charset in quotes', Buffer.from([0xe4]), '', 'text/plain; charset="iso-8859-1"'],
  ['several encodings', gzipSync(gzipSync('ä')), 'gzip, x-gzip', 'text/plain'],
  ['none', Buffer.from('ä'), 'identity', 'text/plain'],
])('a body is decoded: by %s', async (_, bytes, encoding, type) => {
  expect(await decodeBody(bytes, encoding, type, 100)).toMatchObject({ text: 'ä' });
});

test.each([
  ['bytes that are not text', 'application/pdf', Buffer.from([0x25, 0xe4, 0xff])],
  ['text with control characters', 'application/octet-stream', Buffer.from('a\0b')],
])('%s are recorded whole', async (_, type, bytes) => {
  const { response, comment } = await entry(bytes, { 'content-type': type });
  expect(response.content).toEqual({
    size: bytes.length,
    mimeType: type,
    text: bytes.toString('base64'),
    encoding: 'base64',
  });
  expect(comment).toBeUndefined();
});

test('a body is decompressed only up to the limit', async () => {
  const unpack = (size: number): ReturnType<typeof decodeBody> =>
    decodeBody(gzipSync(Buffer.alloc(size, 'a')), 'gzip', undefined, 1000);
  expect(await unpack(1000)).toEqual({ text: 'a'.repeat(1000), size: 1000 });
  expect(await unpack(1001)).toEqual({ fault: 'too-large' });
});
