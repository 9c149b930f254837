import type { Contract } from '@batch-status/conformance';
import { invariantsAt, isJson, type DeclaredResponse } from '@batch-status/conformance/analysis';
import { isObject } from '@batch-status/json-schema';

import { takesAnyText, written } from '../contract/assertions.ts';
import type { Equivalence } from '../mutants/equivalences.ts';

/** Whether a removed status falls back to a range, or to the default, that declares the same. */
export function sameFallback(
  contract: Contract,
  response: DeclaredResponse,
  all: readonly DeclaredResponse[],
): Equivalence | undefined {
  const { status } = response;
  if (status === 'default' || /X/i.test(status)) return undefined;
  const fallback =
    all.find((other) => other.status.toUpperCase() === `${status[0]}XX`) ??
    all.find((other) => other.status === 'default');
  if (!fallback || hasTransitions(contract, response)) return undefined;
  return isSame(promises(contract, response), promises(contract, fallback))
    ? 'same-fallback'
    : undefined;
}

/** Whether removing a header from the contract changes no finding. */
export function saysNothingOfHeader(
  contract: Contract,
  { required, schema }: { required: boolean; schema: string | undefined },
): Equivalence | undefined {
  if (required) return undefined;
  const value = schema === undefined ? {} : contract.at(written(contract, schema));
  return isObject(value) && takesAnyText(value) ? 'any-header' : undefined;
}

/** Only bodies whose responses share a declaration are compared with each other. */
function hasTransitions(contract: Contract, { content }: DeclaredResponse): boolean {
  return content.some(
    ({ type, schema }) =>
      schema !== undefined &&
      isJson(type) &&
      invariantsAt(contract, schema).rules.some(({ isTransition }) => isTransition),
  );
}

/** What a response promises: its content, and the headers that restrict something. */
function promises(contract: Contract, { content, headers }: DeclaredResponse): string[] {
  const place = (schema: string | undefined): string =>
    schema === undefined ? '' : written(contract, schema);
  return [
    ...content.map(({ type, schema }) => `${type} ${place(schema)}`),
    ...headers
      .filter((header) => !saysNothingOfHeader(contract, header))
      .map(({ key, required, schema }) => `${key} ${required} ${place(schema)}`),
  ];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}
