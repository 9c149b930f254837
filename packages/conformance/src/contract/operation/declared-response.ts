import { isObject, pointerTo } from '@batch-status/json-schema';

import { membersAt, orIfUnusable, type Contract, type Derivation } from '../contract.ts';
import { operationsOf, type Operation } from './operation.ts';

/** What a contract says about the responses of an operation with one status, or range of statuses. */
export interface DeclaredResponse {
  /** A name for messages: `200 of GET /things`. */
  name: string;
  /** A name of its body for messages. */
  bodyName: string;
  /** As written in the contract: `200`, `4XX`, `default`. */
  status: string;
  /** The pointer at which the operation has it, possibly with a `$ref`. */
  at: string;
  /** The pointer at which it is written. */
  pointer: string;
  headers: DeclaredHeader[];
  content: DeclaredContent[];
}

/** What a contract says about one header of a response. */
export interface DeclaredHeader {
  /** As written in the contract. */
  name: string;
  /** The name in lower case. */
  key: string;
  required: boolean;
  pointer: string;
  /** The media type of its value; `undefined` if the value has OpenAPI's style `simple`. */
  type: string | undefined;
  /** The pointer to its schema; `undefined` if it has none. */
  schema: string | undefined;
}

/** What a contract says about one media type of a body. */
export interface DeclaredContent {
  /** A media type or a range of media types, as written in the contract. */
  type: string;
  pointer: string;
  /** The pointer to its schema; `undefined` if it has none. */
  schema: string | undefined;
  /** The pointer to the schema of each of its items, in OpenAPI 3.2. */
  itemSchema?: string;
}

type ByStatus = Map<number, DeclaredResponse | undefined>;

const foundResponses: Derivation<Map<Operation, ByStatus>> = { compute: () => new Map() };

/**
 * The response that is declared for a status: by itself, by its range, or by `default`.
 *
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { declaredResponse, operationsOf } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const [operation] = operationsOf(contract);
 * console.log(declaredResponse(contract, operation!, 418)?.status); // 4XX
 * ```
 */
export function declaredResponse(
  contract: Contract,
  operation: Operation,
  status: number,
): DeclaredResponse | undefined {
  const found = contract.derive(foundResponses);
  let byStatus = found.get(operation);
  if (!byStatus) found.set(operation, (byStatus = new Map()));
  // A recording can hold any number, so only those that can be statuses are kept.
  if (!isStatus(status)) return find(contract, operation, status);
  if (!byStatus.has(status)) byStatus.set(status, find(contract, operation, status));
  return byStatus.get(status);
}

/**
 * Every response that an operation declares.
 *
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { declaredResponses, operationsOf } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const [operation] = operationsOf(contract);
 * const statuses = declaredResponses(contract, operation!).map(({ status }) => status);
 * console.log(statuses.includes('429')); // true
 * ```
 */
export function declaredResponses(contract: Contract, operation: Operation): DeclaredResponse[] {
  return membersAt(contract, pointerTo(operation.pointer, 'responses')).map(([status, at]) =>
    responseAt(contract, operation, status, status, at),
  );
}

/** The names of the response headers that a check reads, in lower case. */
export const checkedHeaders: Derivation<ReadonlySet<string>> = {
  compute(contract) {
    const declared = operationsOf(contract)
      // The response that cannot be used is reported where it occurs.
      .flatMap((operation) => orIfUnusable(() => declaredResponses(contract, operation), []))
      .flatMap(({ headers }) => headers.map(({ key }) => key));
    return new Set(['content-type', 'content-encoding', ...declared]);
  },
};

function find(
  contract: Contract,
  operation: Operation,
  status: number,
): DeclaredResponse | undefined {
  const declared = new Map(membersAt(contract, pointerTo(operation.pointer, 'responses')));
  const range = `${String(status)[0]}XX`;
  // Some contracts write a range in lower case.
  const ranges = [...declared.keys()].filter((name) => name.toUpperCase() === range);
  const keys = [String(status), ...ranges, 'default'];
  const key = keys.find((one) => declared.has(one));
  if (key === undefined) return undefined;
  return responseAt(contract, operation, shownStatus(status), key, declared.get(key)!);
}

function isStatus(status: number): boolean {
  return status >= 100 && status <= 599;
}

/** A number that cannot be a status is not printed: it may be personal data. */
export function shownStatus(status: number): string {
  return isStatus(status) ? String(status) : 'an invalid status';
}

function responseAt(
  contract: Contract,
  { method, path }: Operation,
  sentStatus: string,
  status: string,
  at: string,
): DeclaredResponse {
  const { pointer } = contract.resolve(at);
  const name = `${sentStatus} of ${method} ${path}`;
  return {
    name,
    bodyName: `body of the ${name}`,
    status,
    at,
    pointer,
    headers: headersAt(contract, pointerTo(pointer, 'headers')),
    content: contentAt(contract, pointerTo(pointer, 'content')),
  };
}

/** The media types at a pointer. */
export function contentAt(contract: Contract, pointer: string): DeclaredContent[] {
  return membersAt(contract, pointer).map(([type, media]) => {
    const { pointer: at } = contract.resolve(media);
    const itemSchema = pointerTo(at, 'itemSchema');
    return {
      type,
      pointer: media,
      schema: schemaAt(contract, at),
      ...(contract.at(itemSchema) === undefined ? {} : { itemSchema }),
    };
  });
}

/** The headers that are declared at a pointer. */
export function headersAt(contract: Contract, pointer: string): DeclaredHeader[] {
  return membersAt(contract, pointer).flatMap(([name, header]) => {
    const key = name.toLowerCase();
    // OpenAPI ignores a header of this name: `content` alone declares media types.
    if (key === 'content-type') return [];
    const { value, pointer: at } = contract.resolve(header);
    const required = isObject(value) && value['required'] === true;
    const [content] = membersAt(contract, pointerTo(at, 'content'));
    const [type, media] = content ?? [undefined, at];
    return [{ name, key, required, pointer: at, type, schema: schemaAt(contract, media) }];
  });
}

/** The pointer to the schema of what is at a pointer; `undefined` if it has none. */
export function schemaAt(contract: Contract, pointer: string): string | undefined {
  const schema = pointerTo(pointer, 'schema');
  return contract.at(schema) === undefined ? undefined : schema;
}
