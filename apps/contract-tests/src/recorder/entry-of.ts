import { STATUS_CODES } from 'node:http';

import type { CapturedBody } from './captured-body.ts';
import { decodeBody } from './decoded-body.ts';
import {
  headerValue,
  type NameValue,
  type RecordedContent,
  type RecordedEntry,
} from '@batch-status/har';
import type { PassedExchange } from './passed-exchange.ts';

const httpVersion = 'HTTP/1.1';

/**
 * The HAR entry of an exchange before redaction. It must not be written anywhere.
 *
 * @param maxBody The largest body to record, in bytes after decoding.
 */
export async function entryOf(exchange: PassedExchange, maxBody: number): Promise<RecordedEntry> {
  const { startedAt, endedAt, method, url, response, interruption } = exchange;
  // Rounded down and up, so that no exchange seems to end before it did.
  const start = Math.floor(startedAt);
  const time = Math.ceil((endedAt - start) * 1000) / 1000;
  const lacks = interruption ? [`Cut short: ${interruption}.`] : [];
  const request = await postDataOf(exchange, maxBody);
  const content = await contentOf(exchange, maxBody);
  if (request.lacks) lacks.push(request.lacks);
  if (content.lacks) lacks.push(content.lacks);
  return {
    startedDateTime: new Date(start).toISOString(),
    time,
    request: {
      method,
      url,
      httpVersion,
      cookies: [],
      headers: exchange.requestHeaders,
      queryString: [],
      ...(request.postData ? { postData: request.postData } : {}),
      headersSize: -1,
      bodySize: exchange.requestBody.size,
    },
    response: {
      status: response?.status ?? 0,
      statusText: STATUS_CODES[response?.status ?? 0] ?? '',
      httpVersion: response ? httpVersion : '',
      cookies: [],
      headers: response?.headers ?? [],
      content: content.content,
      redirectURL: headerValue(response?.headers ?? [], 'location') ?? '',
      headersSize: -1,
      bodySize: response?.body.isWhole ? response.body.size : -1,
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    ...(lacks.length > 0 ? { comment: lacks.join(' ') } : {}),
  };
}

/** Bytes that are not text. They replace bytes that cannot be decoded, and so cannot be redacted. */
const undecodable: string = Buffer.from([0xff]).toString('base64');

async function contentOf(
  { method, response }: PassedExchange,
  maxBody: number,
): Promise<{ content: RecordedContent; lacks?: string }> {
  if (!response) return { content: { size: -1, mimeType: '' } };
  const { status, headers, body } = response;
  const mimeType = headerValue(headers, 'content-type') ?? '';
  if (!body.isWhole) {
    return { content: { size: -1, mimeType, text: '', _truncated: true } };
  }
  if (body.size === 0 && (method === 'HEAD' || status === 204 || status === 304)) {
    return { content: { size: 0, mimeType } };
  }
  const decoded = await decode(body, headers, maxBody);
  if ('size' in decoded) return { content: { size: decoded.size, mimeType, ...textOf(decoded) } };
  if (decoded.fault === 'too-large') {
    return {
      content: { size: -1, mimeType, text: '', _truncated: true },
      lacks: `The body of the response is larger than ${maxBody} bytes and was left out.`,
    };
  }
  return {
    content: { size: -1, mimeType, text: undecodable, encoding: 'base64' },
    lacks: 'The body of the response could not be decoded and was left out.',
  };
}

async function postDataOf(
  { requestBody, requestHeaders }: PassedExchange,
  maxBody: number,
): Promise<{ postData?: RecordedEntry['request']['postData']; lacks?: string }> {
  if (requestBody.size === 0) return {};
  const mimeType = headerValue(requestHeaders, 'content-type') ?? '';
  const decoded = requestBody.isWhole
    ? await decode(requestBody, requestHeaders, maxBody)
    : undefined;
  if (decoded && 'size' in decoded) return { postData: { mimeType, ...textOf(decoded) } };
  return { lacks: 'The body of the request was left out: it was cut off, too large, or damaged.' };
}

function textOf(body: { text: string } | { bytes: Uint8Array }): {
  text: string;
  encoding?: 'base64';
} {
  if ('text' in body) return { text: body.text };
  return { text: Buffer.from(body.bytes).toString('base64'), encoding: 'base64' };
}

async function decode(
  body: CapturedBody,
  headers: readonly NameValue[],
  maxBody: number,
): ReturnType<typeof decodeBody> {
  if (body.isTooLarge) return { fault: 'too-large' };
  const encoding = headerValue(headers, 'content-encoding');
  return decodeBody(body.bytes, encoding, headerValue(headers, 'content-type'), maxBody);
}
