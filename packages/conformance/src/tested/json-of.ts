import { advice } from './message-of.ts';

/**
 * The JSON text of a parsed body.
 *
 * @throws TypeError if it is not a value of JSON. `JSON.stringify` writes a promise, a `Blob`, or a `Map` as `{}`, which
 * many schemas accept.
 */
export function jsonOf(body: unknown): string {
  if (typeof body === 'function' || isUnread(body)) {
    throw new TypeError(`The body of the response was not read. ${advice}`);
  }
  const text = isCollection(body) ? undefined : written(body);
  if (text === undefined) {
    throw new TypeError(`The body of the response is not a value that JSON has. ${advice}`);
  }
  return text;
}

/** Promises, blobs, streams of the web and of Node, and bodies of undici. */
function isUnread(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const readers = ['then', 'arrayBuffer', 'getReader', 'pipe'];
  return (
    Symbol.asyncIterator in body ||
    readers.some((name) => typeof (body as Record<string, unknown>)[name] === 'function')
  );
}

/** Maps, sets, forms, and generators. */
function isCollection(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && Symbol.iterator in body && !Array.isArray(body)
  );
}

/** `undefined` for a symbol, an integer beyond those of JSON, or an object that contains itself. */
function written(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}
