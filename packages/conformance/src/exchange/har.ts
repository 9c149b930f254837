import { isObject, kindOf, type JsonObject } from '@batch-status/json-schema';

import type { Exchange, Headers, Source } from './exchange.ts';
import { bodyOf } from './har-body.ts';

/** What a recording holds is not what its format promises. The message says where, never what. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/**
 * Turns one element of a HAR's `log.entries` (HAR 1.2) into an exchange.
 *
 * @param entry The element, as parsed from JSON.
 * @param source Where it was recorded; findings about the exchange carry it.
 * @throws RecordingError if it has no request or response.
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
    throw new RecordingError(`The response of ${where} has no status, but ${kindOf(status)}.`);
  }
  const headers = headersOf(response);
  return {
    request: { method: method.toUpperCase(), url, headers: headersOf(request) },
    // `-1` is what some recorders write where no answer came.
    response: { status: Math.max(status, 0), headers, ...bodyOf(response, headers) },
    ...timesOf(entry as JsonObject),
    source,
  };
}

/** `-1` and what else is no length of time means that the recorder does not know it. */
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
  throw new RecordingError(`${where} has no ${name}, but ${kindOf(value)}. Is this a HAR?`);
}

/** Without the members that every object has, as one made of `null`, but as fast as any. */
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
