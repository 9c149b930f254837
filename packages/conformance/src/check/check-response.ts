import { pointerTo } from '@batch-status/json-schema';

import { membersAt, type Contract } from '../contract/contract.ts';
import {
  declaredResponse,
  shownStatus,
  type DeclaredResponse,
} from '../contract/operation/declared-response.ts';
import type { Operation } from '../contract/operation/operation.ts';
import type { Headers, Response, Source } from '../exchange/exchange.ts';
import { isJson, printableType } from '../exchange/media-type.ts';
import type { BodyOptions } from './body/check-body.ts';
import { checkContent, withoutMark, type CheckedContent } from './check-content.ts';
import { checkHeaders } from './check-headers.ts';
import type { Mismatch } from './finding/mismatch.ts';
import type { Finding } from './finding/finding.ts';
import { notChecked } from './finding/not-checked.ts';
import { sentContent } from './sent-content.ts';

/** Settings that decide what counts as a mismatch. */
export type CheckOptions = BodyOptions;

export type CheckedResponse = CheckedContent;

/**
 * Checks a response that belongs to a known operation.
 *
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { checkResponse, operationsOf } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const [operation] = operationsOf(contract);
 * const response = { status: 200, headers: {}, body: '{}' };
 * const source = { file: 'recording.har', entry: 0 };
 * for (const { message } of checkResponse(contract, operation!, response, source)) {
 *   console.log(message);
 * }
 * ```
 */
export function checkResponse(
  contract: Contract,
  operation: Operation,
  response: Response,
  source: Source,
  options: CheckOptions = {},
): Finding[] {
  const { mismatches } = checkedResponse(contract, operation, response, options);
  return mismatches.map((mismatch) => findingOf(contract, source, mismatch));
}

export function findingOf(contract: Contract, source: Source, mismatch: Mismatch): Finding {
  const { rule, severity = 'error', message, at, pointer } = mismatch;
  return {
    rule,
    severity,
    message: `${message}.`,
    in: { ...source, ...(at === undefined ? {} : { pointer: at }) },
    contract: contract.locate(pointer),
  };
}

export function checkedResponse(
  contract: Contract,
  operation: Operation,
  response: Response,
  options: CheckOptions,
): CheckedResponse {
  const { status } = response;
  if (status === 0) {
    const message = `The recording has no response to ${operation.method} ${operation.path}`;
    const { pointer } = operation;
    return { mismatches: [{ rule: 'no-response', severity: 'warning', message, pointer }] };
  }
  let declared: DeclaredResponse | undefined;
  try {
    declared = declaredResponse(contract, operation, status);
  } catch (error) {
    const name = `The ${shownStatus(status)} of ${operation.method} ${operation.path}`;
    return { mismatches: [notChecked(name, error, operation.pointer)] };
  }
  if (!declared) return { mismatches: [undeclaredStatus(contract, operation, status)] };
  const headers = checkHeaders(contract, declared, response.headers, response.headersLeftOut);
  const content = checkedContent(contract, operation, declared, response, options);
  if (headers.length === 0) return content;
  const mismatches = headers.map((mismatch) => ({
    ...mismatch,
    message: `The ${declared.name}: ${mismatch.message}`,
  }));
  return { ...content, mismatches: [...mismatches, ...content.mismatches] };
}

function undeclaredStatus(contract: Contract, operation: Operation, status: number): Mismatch {
  const pointer = pointerTo(operation.pointer, 'responses');
  const declared = membersAt(contract, pointer).map(([key]) => key);
  const message = `${operation.method} ${operation.path} responded with ${shownStatus(status)}; declared: ${declared.join(', ') || 'none'}`;
  return { rule: 'undeclared-status', message, pointer };
}

function cannotHaveBody(method: string, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 304 || (status >= 100 && status < 200);
}

/** Whether the body is a text that frameworks add to a redirect, such as "Found. Redirecting to /login". */
function isNoticeOfRedirect(status: number, headers: Headers): boolean {
  const type = headers['content-type'] ?? 'text/plain';
  return status > 300 && status < 400 && status !== 304 && /^text\/(?:plain|html)\b/i.test(type);
}

function checkedContent(
  contract: Contract,
  { method }: Operation,
  response: DeclaredResponse,
  { status, headers, body, bodyFault, bytes }: Response,
  options: CheckOptions,
): CheckedResponse {
  const { pointer, content } = response;
  const found = (
    rule: Mismatch['rule'],
    message: string,
    severity?: Mismatch['severity'],
  ): CheckedResponse => ({
    mismatches: [
      {
        rule,
        message: `The ${response.name} ${message}`,
        pointer,
        ...(severity === undefined ? {} : { severity }),
      },
    ],
  });
  const declaredTypes = (): string => content.map(({ type }) => type).join(' or ');

  if (content.length === 0 || cannotHaveBody(method, status)) {
    // Some recorders write the size that the body would have had, or that of the headers.
    const isEmpty = !bodyFault || (bodyFault === 'left-out' && cannotHaveBody(method, status));
    if (!body && !bytes && isEmpty) return { mismatches: [] };
    const length = body ? ` of ${body.length} characters` : '';
    const message = `has a body${length}; declared: none`;
    if (!isNoticeOfRedirect(status, headers)) return found('unexpected-body', message);
    const why = `${message}. Frameworks send a notice with a redirect, which clients do not show`;
    return found('unexpected-body', why, 'warning');
  }
  if (bodyFault && bodyFault !== 'left-out') {
    const why = bodyFault === 'truncated' ? 'was cut off' : 'cannot be decoded';
    return found('unreadable-body', `has a body that ${why}; declared: ${declaredTypes()}`);
  }
  const contentType = headers['content-type'];
  const sent = sentContent(contract, response, contentType ?? '');
  const { mediaType, declared } = sent;
  const isWithoutText = bytes !== undefined || (bodyFault === 'left-out' && !sent.isJson);
  if (body === undefined && !(isWithoutText && declared)) {
    if (!bytes)
      return found('missing-body', `has no body in the recording; declared: ${declaredTypes()}`);
  } else if (body === '' && content.some(({ type }) => isJson(type))) {
    // An empty text is a text. An empty body is not JSON.
    return found('missing-body', `has an empty body; declared: ${declaredTypes()}`);
  }
  if (!mediaType || !declared) {
    if (body === '') return { mismatches: [] };
    const type = mediaType
      ? `is ${printableType(mediaType)}`
      : `has ${contentType ? 'an invalid' : 'no'} content type`;
    return found('undeclared-media-type', `${type}; declared: ${declaredTypes()}`);
  }
  const text = body === undefined ? undefined : withoutMark(body);
  const isLeftOut = text === undefined && !bytes;
  if (isLeftOut && declared.schema === undefined) return { mismatches: [] };
  const { bodyName } = response;
  if (isLeftOut) return { mismatches: [], unjudged: `${bodyName} (${declared.type})` };
  const sentBody = { text, bytes, contentType: contentType ?? '' };
  return checkContent(
    contract,
    declared,
    sentBody,
    { name: bodyName, direction: 'response' },
    options,
  );
}
