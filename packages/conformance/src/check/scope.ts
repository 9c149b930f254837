import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { operationsOf, type Operation } from '../contract/operation.ts';
import { Routes, segmentsIn } from '../contract/routes.ts';
import { isOrigin, serverFrom, type Server } from '../contract/server.ts';

export interface ScopeOptions {
  /**
   * The URLs of the servers whose answers are judged, instead of those that the contract names.
   * Default: any server, for a recording of a test has another host than the contract.
   */
  servers?: readonly string[];
}

/** Why a contract says nothing about an exchange. */
export type OutOfScope =
  /** What a browser asks before a request to another origin, answered by no operation. */
  | 'preflight'
  /** The contract has the path, but not with this method. */
  | 'method'
  /** A path that the contract does not have, at a server that it names or that was asked for. */
  | 'path'
  /** Another server. */
  | 'server';

/** What an exchange asked for. */
export interface Target {
  operation: Operation;
  /**
   * The same for all exchanges with one resource: of the same operation, server, path parameters,
   * and parameters in the query as far as the contract has them. Not to be printed.
   */
  resource: string;
}

/** The header that only a preflight has. In lower case. */
export const preflightHeader = 'access-control-request-method';
const mostRemembered = 1000;

/** Finds out which operation of a contract an exchange is of, if it is of any. */
export class Scope {
  readonly #servers: readonly Server[];
  /** Of each server that was asked for; of all servers together if none was. */
  readonly #routes: { server: Server | undefined; routes: Routes }[];
  /** By URL and method. */
  readonly #remembered = new Map<string, Map<string, Target>>();

  constructor(contract: Contract, { servers }: ScopeOptions = {}) {
    const operations = operationsOf(contract);
    const asked = servers?.map(serverFrom);
    this.#servers = asked ?? [...new Set(operations.flatMap((operation) => operation.servers))];
    this.#routes = (asked ?? [undefined]).map((server) => {
      const routes = new Routes();
      for (const operation of operations) {
        for (const { prefix } of server ? [server] : operation.servers) {
          routes.add(`${prefix}${operation.path}`, operation);
        }
      }
      return { server, routes };
    });
  }

  of({ request: { method, url, headers } }: Exchange): Target | OutOfScope {
    // Whoever follows a batch asks for the same URL again and again.
    const remembered = this.#remembered.get(url)?.get(method);
    if (remembered) return remembered;
    const parsed = URL.parse(url);
    if (!parsed) return 'server';
    const { origin, pathname, searchParams } = parsed;
    const segments = segmentsIn(pathname);
    let isPath = false;
    for (const { server, routes } of this.#routes) {
      if (server && !isOrigin(server, origin)) continue;
      const operation = routes.find(method, segments);
      if (typeof operation !== 'object') {
        isPath ||= operation === 'other-method';
        continue;
      }
      const query = operation.queryParameters.flatMap((name) => [name, searchParams.getAll(name)]);
      const resource = JSON.stringify([operation.pointer, origin, segments, query]);
      return this.#remember(url, method, { operation, resource });
    }
    if (isPath) return preflightHeader in headers ? 'preflight' : 'method';
    return this.#servers.some((server) => isOrigin(server, origin)) ? 'path' : 'server';
  }

  #remember(url: string, method: string, target: Target): Target {
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    const methods = this.#remembered.get(url) ?? new Map<string, Target>();
    this.#remembered.set(url, methods.set(method, target));
    return target;
  }
}

const scopes = new WeakMap<Contract, Scope>();

/** What an exchange with any server asked for, or why the contract says nothing about it. */
export function targetOf(contract: Contract, exchange: Exchange): Target | OutOfScope {
  const scope = scopes.get(contract) ?? new Scope(contract);
  scopes.set(contract, scope);
  return scope.of(exchange);
}

/**
 * The operation that an exchange called; `undefined` if the contract has none, so that the exchange
 * is out of its scope. Only the path and the method decide, for a recording of a test server has
 * another host than the contract.
 */
export function operationFor(contract: Contract, exchange: Exchange): Operation | undefined {
  const target = targetOf(contract, exchange);
  return typeof target === 'string' ? undefined : target.operation;
}
