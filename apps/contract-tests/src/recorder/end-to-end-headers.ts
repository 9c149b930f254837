import type { NameValue } from '@batch-status/har';

/** Headers of a connection rather than of the message (RFC 9110, section 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A client could name these in `connection`, but without them, the message would be another one. */
const neverDropped = /^(?:content-.*|host|authorization|cookie|set-cookie|cache-control|etag)$/;

/** The headers of a message that a proxy forwards, unchanged. */
export function endToEnd(rawHeaders: readonly string[]): NameValue[] {
  const headers: NameValue[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.push({ name: rawHeaders[at]!, value: rawHeaders[at + 1]! });
  }
  const named = headers
    .filter(({ name }) => name.toLowerCase() === 'connection')
    .flatMap(({ value }) => value.toLowerCase().split(',', 50))
    .map((name) => name.trim())
    .filter((name) => !neverDropped.test(name));
  const dropped = new Set([...hopByHop, ...named]);
  return headers.filter(({ name }) => !dropped.has(name.toLowerCase()));
}

/** Headers in the form that `node:http` sends unchanged and in order. */
export function rawOf(headers: readonly NameValue[]): string[] {
  return headers.flatMap(({ name, value }) => [name, value]);
}
