import type { Contract } from '../contract/contract.ts';
import type { DeclaredParameter } from '../contract/operation/declared-request.ts';
import { isJson } from '../exchange/media-type.ts';
import { checkValue } from './body/check-body.ts';
import { mismatchOfJson } from './body/not-json.ts';
import { coerced, typesAt, type Raw } from './coerced.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { notChecked } from './finding/not-checked.ts';
import { meaningsOf, type Meanings } from './sent-parameters.ts';
import type { SentRequest } from './sent-request.ts';

/**
 * Checks the parameters that a contract declares for a request.
 *
 * @param request The name of the request for messages.
 * @param headersLeftOut Whether the recorder left out headers, so that missing ones are not mismatches.
 */
export function checkParameters(
  contract: Contract,
  parameters: readonly DeclaredParameter[],
  sent: SentRequest,
  request: string,
  headersLeftOut: boolean,
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const parameter of parameters) {
    const meanings = meaningsOf(parameter, sent, () => namesInQuery(parameters));
    mismatches.push(
      ...(meanings
        ? usableMismatches(contract, parameter, meanings, request)
        : missing(parameter, request, headersLeftOut)),
    );
  }
  return mismatches;
}

function namesInQuery(parameters: readonly DeclaredParameter[]): ReadonlySet<string> {
  return new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name));
}

function nameOf({ in: place, name }: DeclaredParameter, request: string): string {
  return `${place} parameter ${name} of ${request}`;
}

function missing(
  parameter: DeclaredParameter,
  request: string,
  headersLeftOut: boolean,
): Mismatch[] {
  const { in: place, required, pointer } = parameter;
  // The path of another server, or a recorder that removes cookies.
  const isHidden =
    place === 'path' || ((place === 'header' || place === 'cookie') && headersLeftOut);
  if (!required || isHidden) return [];
  const severity = place === 'cookie' ? 'warning' : 'error';
  const message = `The ${nameOf(parameter, request)} is missing`;
  return [{ rule: 'missing-parameter', severity, message, pointer }];
}

function usableMismatches(
  contract: Contract,
  parameter: DeclaredParameter,
  meanings: Meanings,
  request: string,
): Mismatch[] {
  try {
    return valueMismatches(contract, parameter, meanings, request);
  } catch (error) {
    return [notChecked(`The ${nameOf(parameter, request)}`, error, parameter.pointer)];
  }
}

function valueMismatches(
  contract: Contract,
  parameter: DeclaredParameter,
  meanings: Meanings,
  request: string,
): Mismatch[] {
  const { type, schema, allowsEmpty } = parameter;
  const { text } = meanings;
  if (schema === undefined || (allowsEmpty && text === '')) return [];
  const about = (value: unknown): Mismatch[] =>
    checkValue(contract, { name: nameOf(parameter, request), schema, value }).map(
      // Without a place, which would mean one in a body.
      ({ rule, severity = 'error', message, pointer }) => ({ rule, severity, message, pointer }),
    );
  if (type !== undefined) {
    if (!isJson(type) || typeof text !== 'string') return [];
    const notJson = mismatchOfJson(text);
    if (notJson === undefined) return about(JSON.parse(text));
    const message = `The ${nameOf(parameter, request)}: ${notJson}`;
    return [{ rule: 'invalid-json', message, pointer: schema }];
  }
  let first: { value: unknown } | undefined;
  for (const raw of allowed(typesAt(contract, schema), meanings)) {
    const value = coerced(contract, schema, raw);
    if (contract.schemas.fits(schema, value)) return about(value);
    first ??= { value };
  }
  const { list, object } = meanings;
  return about(first ? first.value : coerced(contract, schema, text ?? list ?? object ?? ''));
}

/** The values that a parameter can mean if it has one of these types. Without types, it can have all. */
function* allowed(types: ReadonlySet<unknown>, meanings: Meanings): Generator<Raw> {
  const isScalar =
    types.size === 0 || [...types].some((one) => one !== 'array' && one !== 'object');
  const { text } = meanings;
  if (isScalar && text !== undefined) yield text;
  const list = types.has('array') ? meanings.list : undefined;
  if (list !== undefined) yield list;
  const object = types.has('object') || types.size === 0 ? meanings.object : undefined;
  if (object !== undefined) yield object;
}
