import { expect, test } from 'vitest';
import type { TransportReply } from '../src/index.ts';
import { ReplyCache } from '../src/call/reply-cache.ts';

const mebibyte = 2 ** 20;

const replyOf = (bytes: number, etag: string | null = '"1"'): TransportReply => ({
  status: 200,
  header: (name) => (name === 'etag' ? etag : null),
  bytes: new Uint8Array(bytes),
});

/** Which of the URLs a cache still has a reply for. */
const cached = (cache: ReplyCache<TransportReply>, ...urls: string[]): string[] =>
  urls.filter((url) => cache.get(url, {}));

test('a reply that replaces another is counted once', () => {
  const cache = new ReplyCache<TransportReply>();
  for (const url of ['a', 'a', 'a', 'b']) cache.set(url, {}, replyOf(12 * mebibyte));
  expect(cached(cache, 'a', 'b')).toEqual(['a', 'b']);
});

test('a reply that is deleted is no longer counted', () => {
  const cache = new ReplyCache<TransportReply>();
  for (const url of ['a', 'b']) cache.set(url, {}, replyOf(12 * mebibyte));
  cache.delete('a');
  cache.set('c', {}, replyOf(12 * mebibyte));
  expect(cached(cache, 'a', 'b', 'c')).toEqual(['b', 'c']);
});

test('replies of 32 MiB in all are cached', () => {
  const cache = new ReplyCache<TransportReply>();
  for (const url of ['a', 'b']) cache.set(url, {}, replyOf(16 * mebibyte));
  expect(cached(cache, 'a', 'b')).toEqual(['a', 'b']);
  cache.set('c', {}, replyOf(32 * mebibyte));
  expect(cached(cache, 'a', 'b', 'c')).toEqual(['c']);
});

test('a reply of more than 32 MiB is not cached, and evicts no other', () => {
  const cache = new ReplyCache<TransportReply>();
  cache.set('a', {}, replyOf(mebibyte));
  cache.set('b', {}, replyOf(32 * mebibyte + 1));
  expect(cached(cache, 'a', 'b')).toEqual(['a']);
});

test('a reply without an ETag is not cached', () => {
  const cache = new ReplyCache<TransportReply>();
  cache.set('a', {}, replyOf(1, null));
  expect(cached(cache, 'a')).toEqual([]);
});
