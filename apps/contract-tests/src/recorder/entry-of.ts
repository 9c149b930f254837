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
 * The entry of an exchange, with all that it held: it is not to leave the memory.
 *
 * @param maxBody The largest body that is recorded, in bytes, decoded.
 */
export async function entryOf(exchange: PassedExchange, maxBody: number): Promise<RecordedEntry> {
  const { startedAt, endedAt, method, url, response, interruption } = exchange;
  // Rounded apart, so that no exchange seems to end before it did.
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

/** Bytes that are no text, in place of those that nobody could decode and so nobody could redact. */
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
  if ('text' in decoded) return { content: { size: decoded.size, mimeType, text: decoded.text } };
  if (decoded.fault === 'too-large') {
    return {
      content: { size: -1, mimeType, text: '', _truncated: true },
      lacks: `The response's body is larger than the ${maxBody} bytes that are recorded.`,
    };
  }
  return {
    content: { size: -1, mimeType, text: undecodable, encoding: 'base64' },
    lacks: "The response's body is no text that can be decoded, so it is left out.",
  };
}

async function postDataOf(
  { requestBody, requestHeaders }: PassedExchange,
  maxBody: number,
): Promise<{ postData?: { mimeType: string; text: string }; lacks?: string }> {
  if (requestBody.size === 0) return {};
  const mimeType = headerValue(requestHeaders, 'content-type') ?? '';
  const decoded = requestBody.isWhole
    ? await decode(requestBody, requestHeaders, maxBody)
    : undefined;
  if (decoded && 'text' in decoded) return { postData: { mimeType, text: decoded.text } };
  return { lacks: "The request's body is left out: it is not whole, too large or no text." };
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
