import type { Contract, Derivation } from '../contract/contract.ts';
import { declaredRequest, type DeclaredRequest } from '../contract/operation/declared-request.ts';
import type { Operation } from '../contract/operation/operation.ts';
import { segmentPattern } from '../contract/operation/server.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { declaredFor, isJson, mediaTypeOf, printableType } from '../exchange/media-type.ts';
import type { BodyOptions } from './body/check-body.ts';
import { checkContent, withoutMark, type CheckedContent } from './check-content.ts';
import { checkParameters } from './check-parameters.ts';
import { checkSecurity } from './check-security.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { notChecked } from './finding/not-checked.ts';
import type { SentRequest } from './sent-parameters.ts';

/**
 * Checks a request that belongs to a known operation: its parameters, credentials, and body.
 *
 * A request that the server refused with a 4xx is not checked. The server did what the contract wants, and
 * recordings of refusals are made on purpose.
 */
export function checkRequest(
  contract: Contract,
  operation: Operation,
  exchange: Exchange,
  options: BodyOptions,
): CheckedContent {
  const { response } = exchange;
  if (response.status >= 400 && response.status < 500) return { mismatches: [] };
  const name = `${operation.method} ${operation.path}`;
  try {
    return requestChecked(contract, operation, exchange, name, options);
  } catch (error) {
    return { mismatches: [notChecked(`The request ${name}`, error, operation.pointer)] };
  }
}

function requestChecked(
  contract: Contract,
  operation: Operation,
  exchange: Exchange,
  name: string,
  options: BodyOptions,
): CheckedContent {
  const { request } = exchange;
  const declared = declaredRequest(contract, operation);
  const { mismatches, ...content } = checkedBody(contract, declared, request, name, options);
  return {
    ...content,
    mismatches: [...withoutBody(contract, operation, exchange, name), ...mismatches],
  };
}

const checkedBefore: Derivation<Map<string, Mismatch[]>> = { compute: () => new Map() };
const mostRemembered = 1000;

/** A client that polls sends the same request many times. */
function withoutBody(
  contract: Contract,
  operation: Operation,
  { request }: Exchange,
  name: string,
): Mismatch[] {
  const remembered = contract.derive(checkedBefore);
  const { headers, url, headersLeftOut = false } = request;
  const key = JSON.stringify([operation.pointer, url, headersLeftOut, Object.entries(headers)]);
  const before = remembered.get(key);
  if (before) return before;
  const { parameters, security } = declaredRequest(contract, operation);
  const sent = sentRequest(operation, request);
  const mismatches = [
    ...checkParameters(contract, parameters, sent, name, headersLeftOut),
    ...checkSecurity(security, sent, name, headersLeftOut),
  ];
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, mismatches);
  return mismatches;
}

function sentRequest({ path }: Operation, { url, headers }: Exchange['request']): SentRequest {
  const { pathname, search } = new URL(url);
  const query = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const [name, value = ''] = pair.split(/=(.*)/s, 2) as [string, string?];
      return [decoded(name), value];
    });
  const cookies = (headers['cookie'] ?? '')
    .split(/;\s*|,\s*(?=[^\s;,=]+=)/)
    .filter((pair) => pair.includes('='))
    .map((pair) => pair.trim().split(/=(.*)/s, 2) as [string, string]);
  return { path: pathParameters(path, pathname), query, headers, cookies: new Map(cookies) };
}

/** The values in a path. The path of the server comes first, so segments are counted from the end. */
function pathParameters(template: string, pathname: string): Map<string, string> {
  const wanted = template.split('/');
  const sent = pathname.split('/').slice(-wanted.length);
  const found = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const names = [...segment.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
    if (names.length === 0) continue;
    const values = segmentPattern(segment).exec(sent[index] ?? '') ?? [];
    for (const [at, name] of names.entries()) {
      const value = values[at + 1];
      if (value !== undefined) found.set(name, value);
    }
  }
  return found;
}

function checkedBody(
  contract: Contract,
  { body: declared }: DeclaredRequest,
  { headers, body, bytes, bodyFault, bodySize }: Exchange['request'],
  request: string,
  options: BodyOptions,
): CheckedContent {
  if (!declared) return { mismatches: [] };
  const { pointer, required, content } = declared;
  const name = `body of the request ${request}`;
  const found = (rule: Mismatch['rule'], message: string): CheckedContent => ({
    mismatches: [{ rule, message: `The ${name} ${message}`, pointer }],
  });
  const types = content.map(({ type }) => type).join(' or ');
  if (bodyFault === 'undecodable')
    return found('unreadable-body', `cannot be decoded; declared: ${types}`);
  if (bodyFault) return { mismatches: [], unjudged: `${name} (${types})` };
  const isEmpty = bytes === undefined && (body === undefined || body === '');
  if (isEmpty) {
    const isSent = bodySize !== undefined && bodySize > 0;
    if (isSent) return { mismatches: [], unjudged: `${name} (${types})` };
    return required ? found('missing-body', `is missing; declared: ${types}`) : { mismatches: [] };
  }
  const contentType = headers['content-type'];
  const sent = declaredFor(content, contentType ?? '');
  if (!sent) {
    const mediaType = mediaTypeOf(contentType);
    const type = mediaType ? `is ${printableType(mediaType)}` : 'has no valid content type';
    return found('undeclared-media-type', `${type}; declared: ${types}`);
  }
  if (bytes && isJson(contentType ?? '')) return found('unreadable-body', 'is not text');
  const text = body === undefined ? undefined : withoutMark(body);
  return checkContent(contract, sent, { text, bytes, contentType: contentType! }, name, options);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
