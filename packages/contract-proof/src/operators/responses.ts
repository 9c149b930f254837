import type { Contract } from '@batch-status/conformance';
import {
  declaredResponses,
  type DeclaredContent,
  type DeclaredHeader,
  type DeclaredResponse,
  type Operation,
} from '@batch-status/conformance/analysis';
import { isObject, pointerTo, segmentsOf } from '@batch-status/json-schema';

import { saysNothingOfHeader, sameFallback } from '../equivalence/response-equivalence.ts';
import type { Mutant, Operator } from '../mutants/mutant.ts';
import { renamed } from './without.ts';

const both = { schemas: true, rules: true };

/** Changes operations, statuses, media types, and headers. */
export function* responseMutants(contract: Contract, operation: Operation): Generator<Mutant> {
  const { pointer, method, path } = operation;
  const declared = declaredResponses(contract, operation);
  yield removed('remove-operation', `${method} ${path}`, pointer);
  for (const response of declared) {
    yield* statusMutants(contract, response, declared);
    yield* contentMutants(contract, response);
    for (const header of response.headers) yield* headerMutants(contract, response, header);
  }
  if (declared.length === 0 || declared.some(({ status }) => status === 'default')) return;
  const at = pointerTo(parentOf(declared[0]!.at), 'default');
  const what = 'any status without a body';
  yield {
    operator: 'add-default',
    what,
    pointer: at,
    changes: [{ pointer: at, value: {} }],
    sharedParts: both,
  };
}

function* statusMutants(
  contract: Contract,
  response: DeclaredResponse,
  all: readonly DeclaredResponse[],
): Generator<Mutant> {
  const { status, at } = response;
  const equivalence = sameFallback(contract, response, all);
  yield { ...removed('remove-status', status, at), ...(equivalence ? { equivalence } : {}) };
  const range = `${status[0]}XX`;
  if (!/^\d{3}$/.test(status) || all.some((other) => other.status.toUpperCase() === range)) return;
  yield rename(contract, 'widen-status', at, range);
}

function* contentMutants(contract: Contract, response: DeclaredResponse): Generator<Mutant> {
  const { status, content, pointer } = response;
  for (const { type, pointer: at, schema } of content) {
    yield removed('remove-media-type', `${type} of ${status}`, at);
    const wider = widened(type);
    if (!content.some((other: DeclaredContent) => other.type === wider) && wider !== type) {
      yield rename(contract, 'widen-media-type', at, wider);
    }
    if (schema !== undefined) yield removed('drop-schema', `${type} of ${status}`, schema);
  }
  if (content.length > 0 || status === '204' || status === '304') return;
  yield {
    operator: 'declare-body',
    what: `any body of ${status}`,
    pointer,
    changes: [{ pointer: pointerTo(pointer, 'content'), value: { '*/*': {} } }],
    sharedParts: both,
  };
}

function* headerMutants(
  contract: Contract,
  { status, pointer }: DeclaredResponse,
  { name, required, pointer: written, schema }: DeclaredHeader,
): Generator<Mutant> {
  const at = pointerTo(pointer, 'headers', name);
  const equivalence = saysNothingOfHeader(contract, { required, schema });
  const equal = equivalence ? { equivalence } : {};
  yield { ...removed('remove-header', `${name} of ${status}`, at), ...equal };
  yield { ...rename(contract, 'rename-header', at, `${name}-Renamed`), ...equal };
  const flag = pointerTo(written, 'required');
  yield {
    operator: 'flip-required-header',
    what: `${name} ${required ? 'is optional' : 'is required'}`,
    pointer: written,
    changes: [{ pointer: flag, value: !required }],
    sharedParts: both,
  };
}

function removed(operator: Operator, what: string, pointer: string): Mutant {
  return { operator, what, pointer, changes: [{ pointer, value: undefined }], sharedParts: both };
}

/** Renames a part, which moves everything in it to other pointers. */
function rename(contract: Contract, operator: Operator, pointer: string, other: string): Mutant {
  const parent = parentOf(pointer);
  const name = segmentsOf(pointer).at(-1)!;
  const members = contract.at(parent);
  return {
    operator,
    what: `${name} → ${other}`,
    pointer,
    changes: [{ pointer: parent, value: renamed(isObject(members) ? members : {}, name, other) }],
    sharedParts: {},
  };
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** A media type becomes the range of its kind; a range becomes the range of all types. */
function widened(type: string): string {
  const [kind] = type.split('/', 1);
  return type.endsWith('/*') || kind === '*' ? '*/*' : `${kind}/*`;
}
