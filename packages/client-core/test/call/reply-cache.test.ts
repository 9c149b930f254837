import { expect, test } from 'vitest';
import type { TransportReply } from '../../src/index.ts';
import { ReplyCache } from '../../src/call/reply-cache.ts';

const mebibyte = 2 ** 20;
const limit = 32 * mebibyte;

const replyOf = (bytes: number, etag: string | null = '"1"'): TransportReply => ({
  status: 200,
  header: (name) => (name === 'etag' ? etag : null),
  bytes: new Uint8Array(bytes),
});

/** Which of the URLs a cache still has a reply for. */
const cached = (cache: ReplyCache<TransportReply>, ...urls: string[]): string[] =>
  urls.filter((url) => cache.get(url, {}));

interface Entry {
  url?: string;
  /** The headers of the request. */
  sent?: Record<string, string>;
  reply?: Partial<TransportReply>;
}

/** How many of a thousand replies a cache of a mebibyte keeps. */
function countOf(makeEntry: (nth: number) => Entry): number {
  const cache = new ReplyCache<TransportReply>(mebibyte);
  const entries = Array.from({ length: 1_000 }, (_, nth) => {
    const { url = `${nth}`, sent = {}, reply } = makeEntry(nth);
    cache.set(url, sent, { ...replyOf(100), ...reply });
    return { url, sent };
  });
  return entries.filter(({ url, sent }) => cache.get(url, sent)).length;
}

test('a tag that would match every state is not cached', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  cache.set('a', {}, replyOf(10, '*'));
  cache.set('b', {}, replyOf(10, 'W/"*"'));
  expect(cached(cache, 'a', 'b')).toEqual(['b']);
});

test('a reply that replaces another is counted once', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  for (const url of ['a', 'a', 'a', 'b']) cache.set(url, {}, replyOf(12 * mebibyte));
  expect(cached(cache, 'a', 'b')).toEqual(['a', 'b']);
});

test('a reply that is deleted is no longer counted', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  for (const url of ['a', 'b']) cache.set(url, {}, replyOf(12 * mebibyte));
  cache.delete('a');
  cache.set('c', {}, replyOf(12 * mebibyte));
  expect(cached(cache, 'a', 'b', 'c')).toEqual(['b', 'c']);
});

test('replies up to the limit are cached', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  for (const url of ['a', 'b']) cache.set(url, {}, replyOf(15.9 * mebibyte));
  expect(cached(cache, 'a', 'b')).toEqual(['a', 'b']);
  cache.set('c', {}, replyOf(31.9 * mebibyte));
  expect(cached(cache, 'a', 'b', 'c')).toEqual(['c']);
});

test('a reply that exceeds the limit is not cached, and evicts no other', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  cache.set('a', {}, replyOf(mebibyte));
  cache.set('b', {}, replyOf(limit));
  expect(cached(cache, 'a', 'b')).toEqual(['a']);
});

test('a reply without an ETag is not cached', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  cache.set('a', {}, replyOf(1, null));
  expect(cached(cache, 'a')).toEqual([]);
});

test('a cache with the limit 0 stays empty', () => {
  const cache = new ReplyCache<TransportReply>(0);
  cache.set('', {}, replyOf(0));
  expect(cached(cache, '')).toEqual([]);
});

const long = 'x'.repeat(10_000);

/** A reply in which one header is long. */
const withLong = (name: string): Entry => ({
  reply: { header: (asked) => (asked === name ? long : asked === 'etag' ? '"1"' : null) },
});

test.each<[string, (nth: number) => Entry]>([
  ['its id', (nth) => ({ url: long + nth })],
  ['its tag', () => withLong('etag')],
  ['its content type', () => withLong('content-type')],
  ['the headers of its request', () => ({ sent: { authorization: long } })],
  ['the headers that it keeps', () => ({ reply: { headers: new Headers({ 'x-long': long }) } })],
  ['its body', () => ({ reply: { bytes: new Uint8Array(10_000) } })],
])('the memory of a reply includes %s', (_part, makeEntry) => {
  const count = countOf(makeEntry);
  expect(count).toBeGreaterThan(mebibyte / 13_000);
  expect(count).toBeLessThan(mebibyte / 10_000);
});

test('the memory of a reply includes a fixed part', () => {
  expect(countOf(() => ({}))).toBeLessThan(1_000);
});

test('the memory of a reply includes a fixed part for each header that it keeps', () => {
  const headers = Array.from({ length: 100 }, (_, nth) => [`${nth}`, ''] as const);
  expect(countOf(() => ({ reply: { headers } }))).toBeLessThan(mebibyte / 10_000);
});

test('the body of a cached reply does not keep a larger buffer', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  const pool = new Uint8Array(65_536).fill(7);
  cache.set('a', {}, { ...replyOf(0), bytes: pool.subarray(100, 300) });
  const { bytes } = cache.get('a', {})!.reply;
  expect(bytes).toEqual(new Uint8Array(200).fill(7));
  expect(bytes.buffer.byteLength).toBe(200);
});

test('the body of a cached reply is not copied if it has a buffer of its own', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  const reply = replyOf(200);
  cache.set('a', {}, reply);
  expect(cache.get('a', {})!.reply.bytes).toBe(reply.bytes);
});

test('a cached reply keeps its content type, and not the function of the transport', () => {
  const cache = new ReplyCache<TransportReply>(limit);
  const header = (name: string): string | null => (name === 'x-trace' ? null : `of ${name}`);
  cache.set('a', {}, { ...replyOf(1), header });
  const { reply } = cache.get('a', {})!;
  expect(reply.header).not.toBe(header);
  expect(reply.header('content-type')).toBe('of content-type');
  expect(reply.header('date')).toBeNull();
});
