import { checkBody } from './check-body.ts';
import { membersAt, type Contract } from './contract.ts';
import type { Exchange, Response, Source } from './exchange.ts';
import type { Finding, Rule } from './finding.ts';
import { declaredFor, isJson, mediaTypeOf } from './media-type.ts';
import { operationFor, type Operation } from './operation.ts';
import { pointerTo } from './json-pointer.ts';

/**
 * Judges one exchange by a contract.
 *
 * @returns every way in which the response is not what the contract promised; nothing if it is. An
 * exchange with an operation that the contract does not have is a finding: ask `operationFor` first
 * if such exchanges are none of your concern.
 * @throws ContractError if a schema of the contract cannot be used.
 * @example
 * ```ts
 * import { checkExchange, exchangeFromHarEntry, loadContract } from '@batch-status/conformance';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const har = JSON.parse('{"log":{"entries":[]}}');
 * for (const [entry, recorded] of har.log.entries.entries()) {
 *   const exchange = exchangeFromHarEntry(recorded, { file: 'recording.har', entry });
 *   for (const finding of checkExchange(contract, exchange)) console.log(finding.message);
 * }
 * ```
 */
export function checkExchange(contract: Contract, exchange: Exchange): Finding[] {
  const operation = operationFor(contract, exchange);
  if (operation) return checkResponse(contract, operation, exchange.response, exchange.source);
  const message = `The contract has no operation for this path with ${exchange.request.method}.`;
  return [finding(contract, exchange.source, 'undeclared-path', message, '/paths')];
}

/** The same for a response that is known to be this operation's. */
export function checkResponse(
  contract: Contract,
  operation: Operation,
  response: Response,
  source: Source,
): Finding[] {
  const name = `${operation.method} ${operation.path}`;
  const found = (rule: Rule, message: string, pointer: string): Finding[] => [
    finding(contract, source, rule, message, pointer),
  ];

  const { status, body } = response;
  if (status === 0) {
    return found('no-response', `The recording has no response to ${name}.`, operation.pointer);
  }
  const declared = responseFor(contract, operation, status);
  if (!declared) {
    const pointer = pointerTo(operation.pointer, 'responses');
    const wanted = membersAt(contract, pointer).map(([key]) => key);
    const message = `${name} answered ${status}; declared are ${wanted.join(', ') || 'none'}.`;
    return found('undeclared-status', message, pointer);
  }

  const answer = `${status} of ${name}`;
  const content = membersAt(contract, pointerTo(contract.resolve(declared).pointer, 'content'));
  const bodiless = content.length === 0 || status === 204 || status === 304;
  if (bodiless || operation.method === 'HEAD') {
    if (!body) return [];
    const message = `The ${answer} has a body of ${body.length} characters; none is declared.`;
    return found('unexpected-body', message, declared);
  }

  const types = content.map(([type]) => type);
  if (!body) {
    // What is not JSON may be empty: a text of no characters is a text.
    if (!types.some(isJson)) return [];
    const state = body === undefined ? 'no body in the recording' : 'an empty body';
    const message = `The ${answer} has ${state}; ${types.join(' or ')} is declared.`;
    return found('missing-body', message, declared);
  }
  const mediaType = mediaTypeOf(response.headers['content-type']);
  const type = mediaType && declaredFor(types, mediaType);
  if (!mediaType || !type) {
    const kind = mediaType ? `is ${printable(mediaType)}` : 'has no content type';
    const message = `The ${answer} ${kind}; declared is ${types.join(' or ')}.`;
    return found('undeclared-media-type', message, declared);
  }
  if (!isJson(mediaType)) return [];

  const [, pointer] = content.find(([key]) => key === type)!;
  return checkBody(contract, body, pointer).map((fault) => ({
    rule: fault.rule,
    severity: 'error',
    message: `The body of the ${answer}: ${fault.message}.`,
    in: { ...source, ...(fault.at === undefined ? {} : { pointer: fault.at }) },
    contract: contract.locate(fault.pointer),
  }));
}

/** Where the contract declares the responses with a status: by itself, by its range, by default. */
function responseFor(contract: Contract, operation: Operation, status: number): string | undefined {
  const declared = membersAt(contract, pointerTo(operation.pointer, 'responses'));
  for (const key of [String(status), `${String(status)[0]}XX`, 'default']) {
    const match = declared.find(([name]) => name === key);
    if (match) return match[1];
  }
  return undefined;
}

/** A media type as it may be printed: whatever else a server puts there, it names no person. */
function printable(mediaType: string): string {
  return /^[a-z]+\/[a-z][a-z.+-]{0,60}$/.test(mediaType) ? mediaType : 'of a strange media type';
}

function finding(
  contract: Contract,
  source: Source,
  rule: Rule,
  message: string,
  pointer: string,
): Finding {
  const severity = rule === 'no-response' ? 'warning' : 'error';
  return { rule, severity, message, in: { ...source }, contract: contract.locate(pointer) };
}
