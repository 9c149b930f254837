import { membersAt, type Contract } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { isObject } from './json.ts';
import { pointerTo } from './json-pointer.ts';

/** One method on one path of a contract. */
export interface Operation {
  /** In capitals. */
  method: string;
  /** As the contract writes it: `/v1/things/{thingId}`. */
  path: string;
  operationId: string | undefined;
  pointer: string;
  /** The paths of the servers that offer it, before `path`; `''` for none. */
  prefixes: string[];
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
const known = new WeakMap<Contract, Operation[]>();

/** Every operation of a contract. A path without parameters comes before one that also matches. */
export function operationsOf(contract: Contract): Operation[] {
  let operations = known.get(contract);
  if (operations) return operations;
  operations = [];
  for (const [path, entry] of membersAt(contract, '/paths')) {
    for (const [name, pointer] of membersAt(contract, entry)) {
      if (!methods.has(name)) continue;
      const operation = contract.resolve(pointer).value;
      const id = isObject(operation) ? operation['operationId'] : undefined;
      operations.push({
        method: name.toUpperCase(),
        path,
        operationId: typeof id === 'string' ? id : undefined,
        pointer,
        prefixes: prefixesOf(contract, [pointer, contract.resolve(entry).pointer, '']),
      });
    }
  }
  // "{" sorts after every character that a literal segment may begin with.
  operations.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  known.set(contract, operations);
  return operations;
}

/**
 * The operation that an exchange called; `undefined` if the contract has none, so that the exchange
 * is out of its scope. Only the path and the method decide, for a recording of a test server has
 * another host than the contract.
 */
export function operationFor(contract: Contract, exchange: Exchange): Operation | undefined {
  const { method, url } = exchange.request;
  const { pathname } = new URL(url);
  return operationsOf(contract).find(
    (operation) =>
      operation.method === method &&
      operation.prefixes.some((prefix) => matches(`${prefix}${operation.path}`, pathname)),
  );
}

function prefixesOf(contract: Contract, pointers: string[]): string[] {
  for (const pointer of pointers) {
    const servers = contract.at(pointerTo(pointer, 'servers'));
    if (!Array.isArray(servers) || servers.length === 0) continue;
    return servers.map((server: unknown) => {
      const url = isObject(server) ? String(server['url']) : '/';
      const path = url.replace(/^(?:[^/]+:)?\/\/[^/]*/, '').replace(/[?#].*$/, '');
      return path.replace(/\/+$/, '').replace(/^(?=[^/])/, '/');
    });
  }
  return [''];
}

function matches(template: string, pathname: string): boolean {
  const wanted = template.split('/');
  const found = pathname.split('/');
  return (
    wanted.length === found.length &&
    wanted.every((segment, index) => segmentMatches(segment, decoded(found[index]!)))
  );
}

function segmentMatches(template: string, segment: string): boolean {
  if (!template.includes('{')) return decoded(template) === segment;
  const pattern = template
    .split(/\{[^{}]*\}/)
    .map((literal) => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join('.+');
  return new RegExp(`^${pattern}$`, 's').test(segment);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
