import { isObject } from '@batch-status/json-schema';

import type { Contract } from '../contract/contract.ts';
import type { DeclaredHeader } from '../contract/operation/declared-response.ts';
import type { Headers } from '../exchange/exchange.ts';
import { factsIn } from '../exchange/exact-json.ts';
import { isJson } from '../exchange/media-type.ts';
import { mismatchesIn } from '../schema/schema-mismatch.ts';
import { exactFit } from './body/check-body.ts';
import { largeIntegersIn, scalar, type Raw } from './coerced.ts';
import { mismatchOfJson } from './body/not-json.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { notChecked } from './finding/not-checked.ts';
import { brokenWithin } from './body/invariants.ts';

/**
 * Checks the headers that a contract declares for a response or for a part of a form.
 *
 * @param isLeftOut Whether the recorder left out headers, so that a missing one is not a mismatch.
 */
export function checkHeaders(
  contract: Contract,
  { headers: declared }: { headers: readonly DeclaredHeader[] },
  headers: Headers,
  isLeftOut = false,
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const header of declared) {
    const text = headers[header.key];
    if (text !== undefined) {
      mismatches.push(...usableMismatches(contract, header, text));
    } else if (header.required && !isLeftOut) {
      const message = `the required header ${header.name} is missing`;
      mismatches.push({ rule: 'missing-header', message, pointer: header.pointer });
    }
  }
  return mismatches;
}

function usableMismatches(contract: Contract, header: DeclaredHeader, text: string): Mismatch[] {
  try {
    return headerMismatches(contract, header, text);
  } catch (error) {
    return [notChecked(`the header ${header.name}`, error, header.pointer)];
  }
}

function headerMismatches(contract: Contract, header: DeclaredHeader, text: string): Mismatch[] {
  const { name, schema, type } = header;
  if (schema === undefined) return [];
  const about = (mismatch: Mismatch): Mismatch => ({
    rule: mismatch.rule,
    ...(mismatch.severity ? { severity: mismatch.severity } : {}),
    message: `the header ${name}: ${mismatch.message}`,
    pointer: mismatch.pointer,
  });
  if (type !== undefined) {
    if (!isJson(type)) return [];
    const notJson = mismatchOfJson(text);
    if (notJson !== undefined) {
      return [about({ rule: 'invalid-json', message: notJson, pointer: schema })];
    }
  }
  // Text does not tell its type, so the header is valid if it fits the schema as any type.
  for (const read of type === undefined ? readings : [JSON.parse]) {
    const value: unknown = read(text);
    if (value === undefined || !contract.schemas.fits(schema, value)) continue;
    const large =
      type === undefined
        ? largeIntegersIn(writtenAs(value, text), value)
        : factsIn(text, value).large;
    const { mismatches } = exactFit(contract, { name, schema, value }, large, false);
    if (mismatches.length > 0) return mismatches.map(about);
    return brokenWithin(contract, schema, value).map(about);
  }
  const validate = contract.schemas.validatorAt(schema);
  validate(type === undefined ? intendedReading(contract, schema, text) : JSON.parse(text));
  return mismatchesIn(contract.schemas, validate.errors ?? []).map((mismatch) =>
    about({ rule: 'schema', message: mismatch.message, pointer: mismatch.pointer ?? schema }),
  );
}

/** The values that a header's text can mean in OpenAPI's style `simple`; `undefined` if it has none. */
const readings: readonly ((text: string) => unknown)[] = [
  (text) => text,
  scalar,
  elementsIn,
  (text) => elementsIn(text).map(scalar),
  (text) => membersIn(text, (value) => value),
  (text) => membersIn(text, scalar),
];

/** A header's text, in the parts that a value consists of. */
function writtenAs(value: unknown, text: string): Raw {
  if (Array.isArray(value)) return elementsIn(text);
  return isObject(value) ? (membersIn(text, (member) => member) ?? text) : text;
}

function elementsIn(text: string): string[] {
  return text === '' ? [] : text.split(',').map((element) => element.trim());
}

function membersIn<T>(text: string, read: (value: string) => T): { [name: string]: T } | undefined {
  const elements = elementsIn(text);
  const pairs = elements.some((element) => element.includes('='))
    ? elements.map((element) => element.split(/=(.*)/s, 2))
    : elements.flatMap((name, at) => (at % 2 === 0 ? [[name, elements[at + 1]]] : []));
  if (pairs.some(([, value]) => value === undefined)) return undefined;
  const members = pairs as [name: string, value: string][];
  return Object.fromEntries(members.map(([name, value]) => [name, read(value)]));
}

/** The reading with the most helpful mismatches: a string where the schema wants one, else a scalar. */
function intendedReading(contract: Contract, schema: string, text: string): unknown {
  const { value } = contract.resolve(schema);
  const types = [(value as { type?: unknown } | undefined)?.type].flat();
  return types.includes('string') ? text : scalar(text);
}
