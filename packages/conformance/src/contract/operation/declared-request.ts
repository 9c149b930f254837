import { isObject, pointerTo } from '@batch-status/json-schema';

import { membersAt, orIfUnusable, type Contract, type Derivation } from '../contract.ts';
import { contentAt, schemaAt, type DeclaredContent } from './declared-response.ts';
import { operationsOf, type Operation } from './operation.ts';

/** What a contract says about the requests of an operation. */
export interface DeclaredRequest {
  parameters: DeclaredParameter[];
  /** `undefined` if the operation declares no body. */
  body: { pointer: string; required: boolean; content: DeclaredContent[] } | undefined;
  security: DeclaredSecurity;
}

/** What a contract says about one parameter of a request. */
export interface DeclaredParameter {
  /** As written in the contract. */
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required: boolean;
  style: string;
  explode: boolean;
  allowsEmpty: boolean;
  pointer: string;
  /** The media type of its value; `undefined` if it has a style. */
  type: string | undefined;
  /** The pointer to its schema; `undefined` if it has none. */
  schema: string | undefined;
}

/** The credentials that a contract demands of a request. */
export interface DeclaredSecurity {
  /** Where they are demanded. */
  pointer: string;
  /** The schemes of one alternative must all be satisfied. Without alternatives, nothing is required. */
  alternatives: SecurityScheme[][];
}

/** One kind of credentials. */
export interface SecurityScheme {
  /** As the contract names it. */
  name: string;
  /** Where the credentials are; `undefined` if a recording cannot show them. */
  in: 'header' | 'query' | 'cookie' | undefined;
  /** The name of the header, the parameter, or the cookie. */
  key: string;
  /** The scheme that the header `authorization` must have, in lower case. */
  scheme: string | undefined;
}

const requests: Derivation<Map<Operation, DeclaredRequest>> = { compute: () => new Map() };

/**
 * What a contract says about the requests of an operation.
 *
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { declaredRequest, operationsOf } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const [operation] = operationsOf(contract);
 * const { parameters } = declaredRequest(contract, operation!);
 * console.log(parameters.map(({ name }) => name).join()); // batchId,If-None-Match
 * ```
 */
export function declaredRequest(contract: Contract, operation: Operation): DeclaredRequest {
  const found = contract.derive(requests);
  const known = found.get(operation);
  if (known) return known;
  const at = contract.resolve(operation.pointer).pointer;
  const declared: DeclaredRequest = {
    parameters: parametersOf(contract, operation, at),
    body: bodyAt(contract, pointerTo(at, 'requestBody')),
    security: securityOf(contract, at),
  };
  found.set(operation, declared);
  return declared;
}

/** The names of the request headers that a check reads, in lower case. */
export const checkedRequestHeaders: Derivation<ReadonlySet<string>> = {
  compute(contract) {
    // A request that cannot be checked is reported where it occurs.
    const declared = operationsOf(contract)
      .map((operation) => orIfUnusable(() => declaredRequest(contract, operation), undefined))
      .filter((request) => request !== undefined);
    const names = declared.flatMap(({ parameters, security }) => [
      ...parameters.filter((one) => one.in === 'header').map(({ name }) => name),
      ...security.alternatives
        .flat()
        .flatMap(({ in: place, key }) => (place === 'header' ? key : [])),
    ]);
    const always = [
      'authorization',
      'content-encoding',
      'content-length',
      'content-type',
      'cookie',
    ];
    return new Set([...always, ...names.map((name) => name.toLowerCase())]);
  },
};

/** An operation's parameter replaces that of its path with the same name and place. */
function parametersOf(contract: Contract, operation: Operation, at: string): DeclaredParameter[] {
  const item = contract.resolve(pointerTo('/paths', operation.path)).pointer;
  const byKey = new Map<string, DeclaredParameter>();
  for (const owner of [item, at]) {
    const { value: list, pointer } = contract.resolve(pointerTo(owner, 'parameters'));
    if (!Array.isArray(list)) continue;
    for (const index of list.keys()) {
      const parameter = parameterAt(contract, pointerTo(pointer, index));
      if (parameter) byKey.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  return [...byKey.values()];
}

const places = new Set<unknown>(['path', 'query', 'header', 'cookie']);
/** OpenAPI ignores header parameters of these names. */
const ignoredHeaders = new Set(['accept', 'authorization', 'content-type']);

function parameterAt(contract: Contract, written: string): DeclaredParameter | undefined {
  const { value, pointer } = contract.resolve(written);
  if (!isObject(value) || typeof value['name'] !== 'string' || !places.has(value['in'])) {
    return undefined;
  }
  const { name } = value;
  const place = value['in'] as DeclaredParameter['in'];
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  const [content] = membersAt(contract, pointerTo(pointer, 'content'));
  const [type, media] = content ?? [undefined, pointer];
  const isForm = place === 'query' || place === 'cookie';
  const style = typeof value['style'] === 'string' ? value['style'] : isForm ? 'form' : 'simple';
  return {
    name,
    in: place,
    required: place === 'path' || value['required'] === true,
    style,
    explode: typeof value['explode'] === 'boolean' ? value['explode'] : style === 'form',
    allowsEmpty: value['allowEmptyValue'] === true,
    pointer,
    type,
    schema: schemaAt(contract, media),
  };
}

function bodyAt(contract: Contract, written: string): DeclaredRequest['body'] {
  const { value, pointer } = contract.resolve(written);
  if (!isObject(value)) return undefined;
  return {
    pointer,
    required: value['required'] === true,
    content: contentAt(contract, pointerTo(pointer, 'content')),
  };
}

/** The security of the operation replaces that of the contract. */
function securityOf(contract: Contract, operation: string): DeclaredSecurity {
  const own = pointerTo(operation, 'security');
  const pointer = contract.at(own) === undefined ? '/security' : own;
  const list = contract.at(pointer);
  if (!Array.isArray(list)) return { pointer, alternatives: [] };
  const alternatives = list
    .filter(isObject)
    .map((requirement) => Object.keys(requirement).map((name) => schemeNamed(contract, name)));
  return { pointer, alternatives };
}

function schemeNamed(contract: Contract, name: string): SecurityScheme {
  const { value } = contract.resolve(pointerTo('/components/securitySchemes', name));
  const unknown = { name, in: undefined, key: '', scheme: undefined };
  if (!isObject(value)) return unknown;
  const { type, in: place, scheme } = value;
  if (type === 'apiKey' && (place === 'header' || place === 'query' || place === 'cookie')) {
    return { name, in: place, key: String(value['name']), scheme: undefined };
  }
  if (type === 'http') {
    const wanted = typeof scheme === 'string' ? scheme.toLowerCase() : undefined;
    return { name, in: 'header', key: 'authorization', scheme: wanted };
  }
  if (type === 'oauth2' || type === 'openIdConnect') {
    return { name, in: 'header', key: 'authorization', scheme: undefined };
  }
  return unknown;
}
