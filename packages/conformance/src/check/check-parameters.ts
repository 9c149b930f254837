import type { Contract } from '../contract/contract.ts';
import type { DeclaredParameter } from '../contract/operation/declared-request.ts';
import { factsIn } from '../exchange/exact-json.ts';
import { isJson } from '../exchange/media-type.ts';
import { checkValue } from './body/check-body.ts';
import { mismatchOfJson } from './body/not-json.ts';
import { coerced, largeIntegersIn, memberNamesAt, typesAt, type Raw } from './coerced.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { notChecked } from './finding/not-checked.ts';
import { meaningsOf, type Meanings, type Spread } from './sent-parameters.ts';
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
    const spread: Spread = (query) => spreadIn(contract, parameter, parameters, query);
    const meanings = meaningsOf(parameter, sent, spread);
    mismatches.push(
      ...(meanings
        ? usableMismatches(contract, parameter, meanings, request)
        : missing(parameter, request, headersLeftOut)),
    );
  }
  return mismatches;
}

/**
 * The members of an exploded object in a query. Its own name is not in the query, so it counts as absent if its
 * schema names members and the query has none of them.
 */
function spreadIn(
  contract: Contract,
  { schema }: DeclaredParameter,
  parameters: readonly DeclaredParameter[],
  query: SentRequest['query'],
): SentRequest['query'] | undefined {
  if (schema === undefined || !typesAt(contract, schema).has('object')) return undefined;
  const others = namesInQuery(parameters);
  const members = query.filter(([name]) => !others.has(name));
  const names = memberNamesAt(contract, schema);
  const isThere = names.size === 0 ? members.length > 0 : members.some(([name]) => names.has(name));
  return isThere ? members : undefined;
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
  if (schema === undefined) return [];
  if (allowsEmpty && meanings.texts[0] === '') return [];
  const about = (value: unknown, large: ReadonlyMap<string, bigint>): Mismatch[] =>
    checkValue(contract, { name: nameOf(parameter, request), schema, value }, large).map(
      // Without a place, which would mean one in a body.
      ({ rule, severity = 'error', message, pointer }) => ({ rule, severity, message, pointer }),
    );
  if (type !== undefined) {
    const [text] = meanings.texts;
    if (!isJson(type) || typeof text !== 'string') return [];
    const notJson = mismatchOfJson(text);
    if (notJson === undefined) {
      const value: unknown = JSON.parse(text);
      return about(value, factsIn(text, value).large);
    }
    const message = `The ${nameOf(parameter, request)}: ${notJson}`;
    return [{ rule: 'invalid-json', message, pointer: schema }];
  }
  let first: { raw: Raw; value: unknown } | undefined;
  for (const raw of allowed(typesAt(contract, schema), meanings)) {
    const value = coerced(contract, schema, raw);
    if (contract.schemas.fits(schema, value)) return about(value, largeIntegersIn(raw, value));
    first ??= { raw, value };
  }
  const [other = ''] = [...meanings.texts, ...meanings.lists, ...meanings.objects];
  const { raw, value } = first ?? { raw: other, value: coerced(contract, schema, other) };
  return about(value, largeIntegersIn(raw, value));
}

/** The values that a parameter can mean if it has one of these types. Without types, it can have all. */
function* allowed(types: ReadonlySet<unknown>, meanings: Meanings): Generator<Raw> {
  const isScalar =
    types.size === 0 || [...types].some((one) => one !== 'array' && one !== 'object');
  if (isScalar) yield* meanings.texts;
  if (types.has('array')) yield* meanings.lists;
  if (types.has('object') || types.size === 0) yield* meanings.objects;
}
