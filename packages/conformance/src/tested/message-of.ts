import { isJsonText, isObject, kindOf, type JsonObject } from '@batch-status/json-schema';

/** What is needed of a request and its response, before it is normalized. */
export interface Message {
  method: string;
  url: unknown;
  status: number;
  headers: unknown;
  /** A text, bytes, or a value that was parsed from JSON. */
  body: unknown;
}

export const advice =
  'Pass { request: { method, url }, response: { status, headers, body } }, with a body that was read.';

/** @throws TypeError if the value is neither a request with its response nor a response of a known tool. */
export function messageOf(received: unknown): Message {
  if (!isObject(received)) {
    throw new TypeError(`Found ${kindOf(received)}, wanted an exchange. ${advice}`);
  }
  const message = ofAxios(received) ?? ofSuperTest(received) ?? ofGot(received) ?? plain(received);
  if (!message) throw new TypeError(`The response has no request. ${advice}`);
  return message;
}

function plain({ request, response }: JsonObject): Message | undefined {
  if (!isObject(request) || !isObject(response)) return undefined;
  const { method, url } = request;
  const status = response['status'] ?? response['statusCode'];
  if (typeof method !== 'string') {
    throw new TypeError(
      `The request has ${kindOf(method)} as its method, wanted a string. ${advice}`,
    );
  }
  if (typeof status !== 'number') {
    throw new TypeError(
      `The response has ${kindOf(status)} as its status, wanted a number. ${advice}`,
    );
  }
  const { body, headers } = response;
  return { method, url, status, headers, body };
}

/** It has what it was asked for as `config`. */
function ofAxios({ config, request, status, headers, data }: JsonObject): Message | undefined {
  if (!isObject(config) || typeof status !== 'number') return undefined;
  const { method = 'get', url, baseURL, responseType } = config;
  const sent = memberAt(request, 'res', 'responseUrl') ?? memberAt(request, 'responseURL');
  const own = memberAt(request, 'url');
  const base = typeof baseURL === 'string' ? `${baseURL.replace(/\/+$/, '')}/` : '';
  const asked = typeof url === 'string' ? url : '';
  // A JSON text such as "ready" is parsed, so its quotes are missing.
  const isParsed = typeof data === 'string' && data !== '' && responseType !== 'text';
  const isOfJson = /\bjson\b/i.test(JSON.stringify(memberAt(headers, 'content-type') ?? ''));
  return {
    method: String(method),
    url: sent ?? own ?? (URL.canParse(asked) ? asked : base + asked.replace(/^\/+/, '')),
    status,
    headers,
    body: isParsed && isOfJson && !isJsonText(data) ? JSON.stringify(data) : data,
  };
}

/** A response of superagent. `text` is the body before it was parsed. */
function ofSuperTest({
  req,
  request,
  status,
  headers,
  text,
  body,
}: JsonObject): Message | undefined {
  const method = memberAt(req, 'method');
  const url = memberAt(request, 'url');
  if (typeof method !== 'string' || typeof status !== 'number') {
    return undefined;
  }
  const isBuffered = ArrayBuffer.isView(body);
  return { method, url, status, headers, body: isBuffered ? body : text };
}

function ofGot({
  requestUrl,
  request,
  statusCode,
  headers,
  rawBody,
}: JsonObject): Message | undefined {
  const method = memberAt(request, 'options', 'method');
  if (typeof method !== 'string' || typeof statusCode !== 'number') return undefined;
  return { method, url: requestUrl, status: statusCode, headers, body: rawBody };
}

/** Members of foreign objects, which can be inherited and can be functions. */
function memberAt(value: unknown, ...names: string[]): unknown {
  let inner = value;
  for (const name of names) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[name];
  }
  return inner;
}
