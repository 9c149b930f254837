import { isObject, kindOf, type JsonObject } from '@batch-status/json-schema';

import type { Exchange, Headers, Source } from './exchange.ts';
import { bodyOf } from './har-body.ts';

/** A recording that does not have the form of its format. The message says where, and quotes nothing. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/**
 * Converts an element of `log.entries` of a HAR (version 1.2) into an exchange.
 *
 * @param entry The element, parsed from JSON.
 * @param source Where it was recorded. Findings about the exchange repeat it.
 * @throws RecordingError if it has no valid request or response.
 */
export function exchangeFromHarEntry(entry: unknown, source: Source): Exchange {
  const where = `entry ${source.entry} of ${source.file}`;
  const request = objectAt(entry, 'request', where);
  const response = objectAt(entry, 'response', where);
  const { method, url } = request;
  const { status } = response;
  if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url)) {
    throw new RecordingError(`The request of ${where} has no method or no absolute URL.`);
  }
  if (typeof status !== 'number' || !Number.isInteger(status)) {
    throw new RecordingError(
      `The response of ${where} has ${kindOf(status)} as its status, wanted an integer.`,
    );
  }
  const headers = headersOf(response);
  return {
    request: { method: method.toUpperCase(), url, headers: headersOf(request) },
    // Some recorders write `-1` if there was no response.
    response: { status: Math.max(status, 0), headers, ...bodyOf(response, headers) },
    ...timesOf(entry as JsonObject),
    source,
  };
}

/** A `time` of `-1`, or any other value that is not a duration, means that it is unknown. */
function timesOf({ startedDateTime, time }: JsonObject): Pick<Exchange, 'startedAt' | 'endedAt'> {
  const startedAt = typeof startedDateTime === 'string' ? Date.parse(startedDateTime) : Number.NaN;
  if (Number.isNaN(startedAt)) return {};
  return typeof time === 'number' && time >= 0
    ? { startedAt, endedAt: startedAt + time }
    : { startedAt };
}

function objectAt(entry: unknown, name: string, where: string): JsonObject {
  const value = isObject(entry) ? entry[name] : undefined;
  if (isObject(value)) return value;
  throw new RecordingError(`${where} has ${kindOf(value)} as its ${name}. Is this a HAR?`);
}

/** An object without inherited members. V8 makes it faster than an object whose prototype is `null`. */
class NamedValues {
  [name: string]: string;
}
Object.setPrototypeOf(NamedValues.prototype, null);
delete (NamedValues.prototype as { constructor?: unknown }).constructor;

function headersOf({ headers }: JsonObject): Headers {
  const result: Record<string, string> = new NamedValues();
  if (!Array.isArray(headers)) return result;
  for (const header of headers) {
    if (!isObject(header) || typeof header['name'] !== 'string') continue;
    const name = header['name'].toLowerCase();
    const value = typeof header['value'] === 'string' ? header['value'] : '';
    result[name] = name in result ? `${result[name]}, ${value}` : value;
  }
  return result;
}
