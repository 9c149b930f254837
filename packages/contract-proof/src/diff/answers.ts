import type { Contract, Exchange } from '@batch-status/conformance';
import type { DeclaredResponse, Operation } from '@batch-status/conformance/analysis';

import type { Chance } from '../sketch/chance.ts';
import { drawValue } from '../sketch/draw-value.ts';
import { textOf as simpleText } from '../sketch/sound-requests.ts';

export type Answer = Exchange['response'];

/** An exchange with an answer, to an operation of one contract. */
export function exchangeWith(operation: Operation, response: Answer, at = 0): Exchange {
  return {
    request: { method: operation.method, url: urlOf(operation), headers: {} },
    response,
    startedAt: at * 1000,
    endedAt: at * 1000 + 10,
    source: { file: 'witness', entry: at },
  };
}

/** The URL of an operation, on a host that no contract names. */
export function urlOf(
  { servers, path }: Operation,
  parameters: ReadonlyMap<string, string> = new Map(),
): string {
  const prefix = servers[0]?.prefix ?? '';
  const filled = `${prefix}${path}`.replaceAll(/\{([^{}]*)\}/g, (_, name: string) =>
    encodeURIComponent(parameters.get(name) ?? '1'),
  );
  return `http://localhost${filled}`;
}

/** Values for the headers that one of the responses requires. */
export function headersFor(
  sides: readonly { contract: Contract; response: DeclaredResponse | undefined }[],
  chance: Chance,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { contract, response } of sides) {
    for (const { key, required, schema, type } of response?.headers ?? []) {
      if (!required || (headers[key] !== undefined && sides.length > 1 && chance.is(0.5))) continue;
      if (schema === undefined) headers[key] = 'text';
      else headers[key] = textOf(drawValue(contract, schema, chance), type !== undefined);
    }
  }
  return headers;
}

/** A value as a header or a parameter has it. */
export function textOf(value: unknown, isJson: boolean): string {
  return isJson ? JSON.stringify(value) : simpleText(value);
}
