import { pointerTo } from '@batch-status/json-schema';

import { checkBody, faultOfJson, type BodyOptions, type CheckedBody } from './check-body.ts';
import { checkHeaders } from './check-headers.ts';
import { membersAt, type Contract } from '../contract/contract.ts';
import {
  declaredResponse,
  shownStatus,
  type DeclaredResponse,
} from '../contract/declared-response.ts';
import type { Response, Source } from '../exchange/exchange.ts';
import type { Fault } from './fault.ts';
import type { Finding } from './finding.ts';
import { sentContent } from './sent-content.ts';
import { isJson, printableType } from '../exchange/media-type.ts';
import type { Operation } from '../contract/operation.ts';

/** Settings of what counts as a fault. */
export type CheckOptions = BodyOptions;

export interface CheckedResponse extends CheckedBody {
  /** Whether the body has a schema but is not JSON, so that the schema was not applied. */
  isUnjudged?: boolean;
}

/**
 * Judges a response that is known to be an operation's.
 *
 * @throws ContractError if a schema or a rule of the contract cannot be used.
 */
export function checkResponse(
  contract: Contract,
  operation: Operation,
  response: Response,
  source: Source,
  options: CheckOptions = {},
): Finding[] {
  const { faults } = checkedResponse(contract, operation, response, options);
  return faults.map((fault) => findingOf(contract, source, fault));
}

export function findingOf(contract: Contract, source: Source, fault: Fault): Finding {
  const { rule, severity = 'error', message, at, pointer } = fault;
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
    return { faults: [{ rule: 'no-response', severity: 'warning', message, pointer }] };
  }
  const declared = declaredResponse(contract, operation, status);
  if (!declared) return { faults: [undeclaredStatus(contract, operation, status)] };
  const headers = checkHeaders(contract, declared, response.headers);
  const content = checkedContent(contract, operation, declared, response, options);
  if (headers.length === 0) return content;
  const faults = headers.map((fault) => ({
    ...fault,
    message: `The ${declared.name}: ${fault.message}`,
  }));
  return { ...content, faults: [...faults, ...content.faults] };
}

function undeclaredStatus(contract: Contract, operation: Operation, status: number): Fault {
  const pointer = pointerTo(operation.pointer, 'responses');
  const wanted = membersAt(contract, pointer).map(([key]) => key);
  const message = `${operation.method} ${operation.path} answered ${shownStatus(status)}; declared are ${wanted.join(', ') || 'none'}`;
  return { rule: 'undeclared-status', message, pointer };
}

function checkedContent(
  contract: Contract,
  { method }: Operation,
  response: DeclaredResponse,
  { status, headers, body, bodyFault }: Response,
  options: CheckOptions,
): CheckedResponse {
  const { pointer, content } = response;
  const found = (rule: Fault['rule'], message: string): CheckedResponse => ({
    faults: [{ rule, message: `The ${response.name} ${message}`, pointer }],
  });
  const wanted = (): string => content.map(({ type }) => type).join(' or ');

  if (content.length === 0 || status === 204 || status === 304 || method === 'HEAD') {
    // Some recorders tell of an answer to HEAD the size that another answer would have had.
    const isNone = !bodyFault || (bodyFault === 'left-out' && method === 'HEAD');
    if (!body && isNone) return { faults: [] };
    const length = body ? ` of ${body.length} characters` : '';
    return found('unexpected-body', `has a body${length}; none is declared`);
  }
  if (bodyFault && bodyFault !== 'left-out') {
    const why = bodyFault === 'truncated' ? 'was cut off' : 'is in an encoding that cannot be read';
    return found('unreadable-body', `has a body that ${why}; ${wanted()} is declared`);
  }
  // What is not JSON may be empty, if that is known: a text of no characters is a text.
  if (body === undefined || (body === '' && content.some(({ type }) => isJson(type)))) {
    const state = body === undefined ? 'no body in the recording' : 'an empty body';
    return found('missing-body', `has ${state}; ${wanted()} is declared`);
  }
  const sent = sentContent(contract, response, headers['content-type'] ?? '');
  const { mediaType, declared } = sent;
  if (!mediaType || !declared) {
    if (body === '') return { faults: [] };
    const contentType = headers['content-type'];
    const type = mediaType
      ? `is ${printableType(mediaType)}`
      : `has ${contentType ? 'an invalid' : 'no'} content type`;
    return found('undeclared-media-type', `${type}; declared is ${wanted()}`);
  }
  if (declared.schema === undefined) {
    const unreadable = sent.isJson ? faultOfJson(body) : undefined;
    if (unreadable === undefined) return { faults: [] };
    const message = `The ${response.bodyName}: ${unreadable}`;
    return { faults: [{ rule: 'invalid-json', message, pointer: declared.pointer }] };
  }
  if (!sent.isJson) return { faults: [], isUnjudged: true };
  return checkBody(contract, body, { name: response.bodyName, schema: declared.schema }, options);
}
