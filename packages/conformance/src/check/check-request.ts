import type { Contract, Derivation } from '../contract/contract.ts';
import {
  declaredRequest,
  type DeclaredParameter,
  type DeclaredRequest,
} from '../contract/operation/declared-request.ts';
import type { Operation } from '../contract/operation/operation.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { declaredFor, isJson, mediaTypeOf, printableType } from '../exchange/media-type.ts';
import { Remembered } from '../exchange/remembered.ts';
import type { BodyOptions } from './body/check-body.ts';
import { checkContent, withoutMark, type CheckedContent } from './check-content.ts';
import { checkParameters } from './check-parameters.ts';
import { checkSecurity } from './check-security.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { notChecked } from './finding/not-checked.ts';
import { sentIn, sentRequest, type SentUrl } from './sent-request.ts';

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

/** How to check the parameters of the requests of an operation. */
interface Plan {
  inUrl: DeclaredParameter[];
  besideUrl: DeclaredParameter[];
  /** What is found in a URL does not depend on the rest of the request. */
  checkedUrls: Remembered<{ sent: SentUrl; mismatches: Mismatch[] }>;
}

const plans: Derivation<Map<Operation, Plan>> = { compute: () => new Map() };

function planFor(contract: Contract, operation: Operation): Plan {
  const known = contract.derive(plans).get(operation);
  if (known) return known;
  const { parameters } = declaredRequest(contract, operation);
  const plan: Plan = {
    inUrl: parameters.filter((parameter) => isInUrl(parameter)),
    besideUrl: parameters.filter((parameter) => !isInUrl(parameter)),
    checkedUrls: new Remembered(),
  };
  contract.derive(plans).set(operation, plan);
  return plan;
}

function isInUrl({ in: place }: DeclaredParameter): boolean {
  return place === 'path' || place === 'query';
}

function withoutBody(
  contract: Contract,
  operation: Operation,
  { request: { url, headers, headersLeftOut = false } }: Exchange,
  name: string,
): Mismatch[] {
  const { inUrl, besideUrl, checkedUrls } = planFor(contract, operation);
  const checkedUrl = checkedUrls.of(url, () => {
    const sent = sentIn(operation, url);
    const alone = sentRequest(sent, {});
    return { sent, mismatches: checkParameters(contract, inUrl, alone, name, headersLeftOut) };
  });
  const sent = sentRequest(checkedUrl.sent, headers);
  const { security } = declaredRequest(contract, operation);
  return [
    ...checkedUrl.mismatches,
    ...checkParameters(contract, besideUrl, sent, name, headersLeftOut),
    ...checkSecurity(security, sent, name, headersLeftOut),
  ];
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
  const sentBody = { text, bytes, contentType: contentType! };
  return checkContent(contract, sent, sentBody, { name, direction: 'request' }, options);
}
