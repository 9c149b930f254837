import { isObject, kindOf, type JsonObject } from '@batch-status/json-schema';

import { decodeText } from '../exchange/charset.ts';
import type { Exchange, Headers } from '../exchange/exchange.ts';
import { isJson, mediaTypeOf } from '../exchange/media-type.ts';
import { jsonOf } from './json-of.ts';
import { advice, messageOf, type Message } from './message-of.ts';

/**
 * The exchange that a test received: a request with its response, or a response of SuperTest, axios, or
 * got, which have their request.
 *
 * @throws TypeError if the request or the body is missing, with what to pass instead.
 */
export function exchangeOf(received: unknown): Exchange {
  if (isExchange(received)) return received;
  const { method, url, status, headers: given, body } = messageOf(received);
  const address = String(url);
  if (!URL.canParse(address)) {
    throw new TypeError(`The request has ${kindOf(url)} as its URL; it must be an absolute URL.`);
  }
  const headers = headersFrom(given);
  return {
    request: { method: method.toUpperCase(), url: address, headers: {} },
    response: { status, headers, ...contentOf(body, headers['content-type']) },
    source: { file: 'live', entry: 0 },
  };
}

/** What is already in the form of this package. */
function isExchange(received: unknown): received is Exchange {
  if (!isObject(received) || !isObject(received['source'])) return false;
  const { request, response } = received;
  return isObject(request) && isObject(response) && isPlain(request) && isPlain(response);
}

function isPlain({ headers, body }: JsonObject): boolean {
  return (
    isObject(headers) &&
    Object.getPrototypeOf(headers) !== globalThis.Headers.prototype &&
    Object.entries(headers).every(
      ([name, value]) => isText(value) && name === name.toLowerCase(),
    ) &&
    (body === undefined || isText(body))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Header names in lower case, with repeated ones joined as HTTP joins them. */
function headersFrom(given: unknown): Headers {
  const headers = new Map<string, string>();
  for (const [name, value] of pairsIn(given)) {
    if (value === undefined || value === null) continue;
    const key = String(name).toLowerCase();
    const text = [value].flat().map(String).join(', ');
    headers.set(key, headers.has(key) ? `${headers.get(key)}, ${text}` : text);
  }
  return Object.fromEntries(headers);
}

function* pairsIn(given: unknown): Generator<[name: unknown, value: unknown]> {
  if (given === undefined || given === null) return;
  const isPromise = typeof given === 'object' && 'then' in given;
  if (typeof given !== 'object' || isPromise) {
    const kind = isPromise ? 'a promise' : kindOf(given);
    throw new TypeError(`The headers of the response are ${kind}. ${advice}`);
  }
  if (!(Symbol.iterator in given)) {
    yield* Object.entries(given);
    return;
  }
  let name: string | undefined;
  for (const each of given as Iterable<unknown>) {
    if (Array.isArray(each)) yield [each[0], each[1]];
    else if (isObject(each)) yield [each['name'], each['value']];
    // `rawHeaders` of Node has names and values in turn.
    else if (name === undefined) name = String(each);
    else {
      yield [name, each];
      name = undefined;
    }
  }
}

function contentOf(
  body: Message['body'],
  contentType: string | undefined,
): Pick<Exchange['response'], 'body' | 'bytes'> {
  if (body === undefined || typeof body === 'string') return { body };
  // Some tools have `null` where there is no body.
  if (body === null && !isJson(mediaTypeOf(contentType) ?? '')) return { body: undefined };
  const bytes = bytesOf(body);
  if (!bytes) return { body: jsonOf(body) };
  const type = mediaTypeOf(contentType);
  const isReadable = type === undefined || isJson(type) || type.startsWith('text/');
  return isReadable ? { body: decodeText(bytes, contentType) } : { body: undefined, bytes };
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  }
  return body instanceof ArrayBuffer || body instanceof SharedArrayBuffer
    ? new Uint8Array(body)
    : undefined;
}
