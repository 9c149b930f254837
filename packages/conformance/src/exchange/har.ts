import { isObject, kindOf, type JsonObject } from '@batch-status/json-schema';

import type { Exchange, ExpectedFinding, Response, Source } from './exchange.ts';
import { bodyOf, requestBodyOf } from './har-body.ts';

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
 *
 * @example
 * ```ts
 * import { exchangeFromHarEntry } from '@batch-status/conformance';
 *
 * const entry = {
 *   request: { method: 'GET', url: 'http://127.0.0.1/v1/api/batch-calls/b/status', headers: [] },
 *   response: { status: 304, headers: [], content: {} },
 * };
 * const { response } = exchangeFromHarEntry(entry, { file: 'recording.har', entry: 0 });
 * console.log(response.status); // 304
 * ```
 */
export function exchangeFromHarEntry(entry: unknown, source: Source): Exchange {
  const where = `entry ${source.entry} of ${source.file}`;
  const request = objectAt(entry, 'request', where);
  const response = responseIn(entry, where);
  const { method, url } = request;
  if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url)) {
    throw new RecordingError(`The request of ${where} has no method or no absolute URL.`);
  }
  return {
    request: { method: method.toUpperCase(), url, ...sentOf(request) },
    response: responseOf(response, where),
    ...timesOf(entry as JsonObject),
    ...expectedIn(entry as JsonObject, where),
    source,
  };
}

/** Some recorders leave the response out, or write `null`, if there was none. */
function responseIn(entry: unknown, where: string): JsonObject {
  const isWithout = isObject(entry) && (entry['response'] ?? null) === null;
  return isWithout ? { status: 0 } : objectAt(entry, 'response', where);
}

function sentOf(request: JsonObject): Omit<Exchange['request'], 'method' | 'url'> {
  const headers = headersOf(request);
  const isLeftOut = !Array.isArray(request['headers']) || request['headers'].length === 0;
  const { postData } = request;
  const mimeType = isObject(postData) ? postData['mimeType'] : undefined;
  if (typeof mimeType === 'string' && mimeType !== '') headers['content-type'] ??= mimeType;
  return {
    headers,
    ...requestBodyOf(request, headers),
    ...(isLeftOut ? { headersLeftOut: true } : {}),
  };
}

function responseOf(response: JsonObject, where: string): Response {
  const status = statusOf(response, where);
  const { content } = response;
  const headers = headersOf(response);
  const isLeftOut =
    status > 0 && !(Array.isArray(response['headers']) && response['headers'].length > 0);
  const mimeType = isLeftOut && isObject(content) ? content['mimeType'] : undefined;
  // Every response on the wire has headers. Some recorders keep only the media type.
  if (typeof mimeType === 'string' && mimeType !== '') headers['content-type'] = mimeType;
  return {
    status,
    headers,
    ...bodyOf(response, headers),
    ...(isLeftOut ? { headersLeftOut: true } : {}),
  };
}

/** Some recorders write the status as text, and `-1` or nothing if there was no response. */
function statusOf({ status }: JsonObject, where: string): number {
  const number =
    typeof status === 'string' && /^\d+$/.test(status) ? Number(status) : (status ?? 0);
  if (typeof number === 'number' && Number.isInteger(number)) return Math.max(number, 0);
  throw new RecordingError(
    `The response of ${where} has ${kindOf(status)} as its status, wanted an integer.`,
  );
}

/** A `time` of `-1`, or any other value that is not a duration, means that it is unknown. */
function timesOf({ startedDateTime, time }: JsonObject): Pick<Exchange, 'startedAt' | 'endedAt'> {
  const startedAt = typeof startedDateTime === 'string' ? Date.parse(startedDateTime) : Number.NaN;
  if (Number.isNaN(startedAt)) return {};
  return typeof time === 'number' && time >= 0
    ? { startedAt, endedAt: startedAt + time }
    : { startedAt };
}

function expectedIn(
  { _findings: expected }: JsonObject,
  where: string,
): Pick<Exchange, 'expected'> {
  if (expected === undefined) return {};
  if (Array.isArray(expected) && expected.every(isExpected)) return { expected };
  throw new RecordingError(
    `The _findings of ${where} must be a list of { "rule", "severity", "at", "comment" }, of which only "rule" is required.`,
  );
}

function isExpected(value: unknown): value is ExpectedFinding {
  if (!isObject(value) || typeof value['rule'] !== 'string') return false;
  const { rule: _, severity, at, comment, ...others } = value;
  // A mark that says more than is compared would pass although it is wrong.
  if (Object.keys(others).length > 0) return false;
  return [severity, at, comment].every(
    (member) => member === undefined || typeof member === 'string',
  );
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

function headersOf({ headers }: JsonObject): Record<string, string> {
  const result: Record<string, string> = new NamedValues();
  if (!Array.isArray(headers)) return result;
  for (const header of headers) {
    if (!isObject(header) || typeof header['name'] !== 'string') continue;
    const name = header['name'].toLowerCase();
    const recorded = typeof header['value'] === 'string' ? header['value'] : '';
    // Chrome writes the values of a repeated header on lines of their own.
    const value = recorded.includes('\n') ? recorded.replaceAll(/\s*\n\s*/g, ', ') : recorded;
    result[name] = name in result ? `${result[name]}, ${value}` : value;
  }
  return result;
}
