import type { Contract } from '../contract/contract.ts';
import type { DeclaredParameter } from '../contract/operation/declared-request.ts';
import { isJson } from '../exchange/media-type.ts';
import { checkValue } from './body/check-body.ts';
import { mismatchOfJson } from './body/not-json.ts';
import { coerced, typesAt, type Raw } from './coerced.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { notChecked } from './finding/not-checked.ts';
import { meaningsOf, type Meanings, type SentRequest } from './sent-parameters.ts';

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
  const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  return parameters.flatMap((parameter) => {
    const { in: place, required, pointer } = parameter;
    const name = `${place} parameter ${parameter.name} of ${request}`;
    const meanings = meaningsOf(parameter, sent, new Set(names));
    if (meanings) {
      try {
        return valueMismatches(contract, parameter, meanings, name);
      } catch (error) {
        return [notChecked(`The ${name}`, error, pointer)];
      }
    }
    // The path of another server, or a recorder that removes cookies.
    const isHidden =
      place === 'path' || ((place === 'header' || place === 'cookie') && headersLeftOut);
    if (!required || isHidden) return [];
    const severity = place === 'cookie' ? 'warning' : 'error';
    return [{ rule: 'missing-parameter', severity, message: `The ${name} is missing`, pointer }];
  });
}

function valueMismatches(
  contract: Contract,
  { type, schema, allowsEmpty }: DeclaredParameter,
  { text, list, object }: Meanings,
  name: string,
): Mismatch[] {
  if (schema === undefined || (allowsEmpty && text === '')) return [];
  const about = (value: unknown): Mismatch[] =>
    checkValue(contract, { name, schema, value }).map(
      // Without a place, which would mean one in a body.
      ({ rule, severity = 'error', message, pointer }) => ({ rule, severity, message, pointer }),
    );
  if (type !== undefined) {
    if (!isJson(type) || typeof text !== 'string') return [];
    const notJson = mismatchOfJson(text);
    if (notJson === undefined) return about(JSON.parse(text));
    return [{ rule: 'invalid-json', message: `The ${name}: ${notJson}`, pointer: schema }];
  }
  const types = typesAt(contract, schema);
  const allowed: (Raw | undefined)[] = [
    types.size === 0 || [...types].some((one) => one !== 'array' && one !== 'object')
      ? text
      : undefined,
    types.has('array') ? list : undefined,
    types.has('object') || types.size === 0 ? object : undefined,
  ];
  const values = allowed
    .filter((raw) => raw !== undefined)
    .map((raw) => coerced(contract, schema, raw));
  const fitting = values.findIndex((value) => contract.schemas.fits(schema, value));
  const fallback = coerced(contract, schema, text ?? list ?? object ?? '');
  return about(fitting >= 0 ? values[fitting] : values.length > 0 ? values[0] : fallback);
}
