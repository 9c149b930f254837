import type { Contract, Derivation } from '../contract/contract.ts';
import { operationsOf, type Operation } from '../contract/operation/operation.ts';
import { Routes, segmentsIn } from '../contract/operation/routes.ts';
import {
  isLocal,
  isOrigin,
  patternOf,
  serverFrom,
  type Server,
} from '../contract/operation/server.ts';
import type { Exchange } from '../exchange/exchange.ts';

/** Which exchanges a contract describes. */
export interface ScopeOptions {
  /**
   * The URLs of the servers whose responses are checked, instead of those that the contract names.
   * Default: the servers of the contract, and hosts of the local network, because tests run there. If the
   * contract names no host, every host.
   */
  servers?: readonly string[] | undefined;
  /** Whether responses of hosts that the contract does not name are checked. Default: false. */
  anyHost?: boolean | undefined;
}

/** Why a contract does not describe an exchange. */
export type OutOfScope =
  /** A browser's preflight before a request to another origin. No operation responds to it. */
  | 'preflight'
  /** The contract has the path, but not with this method. */
  | 'method'
  /** The contract, or the list of servers, names the server but not the path. */
  | 'path'
  /** Another server. */
  | 'server';

/** What an exchange requested. */
export interface Target {
  operation: Operation;
  /** The origin of the server. */
  origin: string;
  /**
   * Equal for all exchanges with one resource: the same operation, server, path parameters, and
   * declared query parameters. Contains parts of URLs, so do not print it.
   */
  resource: string;
}

/** A request that a contract does not describe, but its server answered. */
export type Near =
  /** The path is another one. */
  | { reason: 'path'; operation?: never }
  /** The path has other methods, or the same method with or without a slash at the end. */
  | { reason: 'method' | 'slash'; operation: Operation };

const declarable = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

function isOperation(found: unknown): found is Operation {
  return typeof found === 'object';
}

function isServed(servers: readonly Server[], origin: string): boolean {
  return (
    isLocal(origin) ||
    servers.some((server) => server.origin === undefined || isOrigin(server, origin))
  );
}

/** Whether a path begins with the path of a server. */
function isBelow(prefix: string, pathname: string): boolean {
  if (!prefix.includes('{')) return pathname === prefix || pathname.startsWith(`${prefix}/`);
  const segments = segmentsIn(prefix).length;
  const start = pathname.split('/').slice(0, segments + 1);
  return patternOf(prefix, '[^/]+').test(start.join('/'));
}

/** The header that only preflights have, in lower case. */
export const preflightHeader = 'access-control-request-method';
const mostRemembered = 1000;

/** Finds the operation of a contract that an exchange belongs to. */
export class Scope {
  readonly #servers: readonly Server[];
  readonly #anyHost: boolean;
  /** Whether every host counts as one that the contract names. */
  readonly #isEveryHost: boolean;
  /** One entry for each server in the options; without that option, one for all servers. */
  readonly #routes: { server: Server | undefined; routes: Routes }[];
  /** By URL, then by method: a client that follows a batch requests the same URL many times. */
  readonly #remembered = new Map<string, Map<string, Target>>();

  constructor(contract: Contract, { servers, anyHost = false }: ScopeOptions = {}) {
    const operations = operationsOf(contract);
    const wanted = servers?.map(serverFrom);
    this.#isEveryHost = anyHost && wanted === undefined;
    this.#anyHost = anyHost || wanted !== undefined;
    this.#servers = wanted ?? [...new Set(operations.flatMap((operation) => operation.servers))];
    this.#routes = (wanted ?? [undefined]).map((server) => {
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
      if (!this.#serves(operation, origin)) return 'server';
      const query = operation.queryParameters.flatMap((name) => [name, searchParams.getAll(name)]);
      const resource = JSON.stringify([operation.pointer, origin, segments, query]);
      return this.#remember(url, method, { operation, origin, resource });
    }
    if (isPath && this.#isNear(origin)) return preflightHeader in headers ? 'preflight' : 'method';
    const isKnown = this.#isEveryHost || this.#servers.some((server) => isOrigin(server, origin));
    return isKnown ? 'path' : 'server';
  }

  /**
   * Why an exchange is out of scope although it is with a server of the contract, and the operation that
   * is closest to its request.
   *
   * @returns `undefined` if the exchange is with another server, or the server is unknown: without the
   * option `servers`, a contract that names no origin and no prefix fits every URL.
   */
  near({ request: { method, url } }: Exchange): Near | undefined {
    const parsed = URL.parse(url);
    if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
    const { origin, pathname } = parsed;
    const segments = segmentsIn(pathname);
    const tables = this.#routes.filter(({ server }) => !server || isOrigin(server, origin));
    const operationAt = (name: string, path: readonly string[]): Operation | undefined =>
      tables
        .map(({ routes }) => routes.find(name, path))
        .filter(isOperation)
        .find((operation) => this.#serves(operation, origin));
    const otherwise = segments.at(-1) === '' ? segments.slice(0, -1) : [...segments, ''];
    const slashed = operationAt(method, otherwise);
    if (slashed) return { reason: 'slash', operation: slashed };
    const sibling = declarable.map((name) => operationAt(name, segments)).find(isOperation);
    if (sibling) return { reason: 'method', operation: sibling };
    const isOwn = this.#servers.some(
      (server) =>
        (server.origin === undefined ? server.prefix !== '' : isOrigin(server, origin)) &&
        isBelow(server.prefix, pathname),
    );
    return isOwn ? { reason: 'path' } : undefined;
  }

  /** Whether a URL is below the path of a server of the contract, whatever its host. */
  isBelowPrefix({ request: { url } }: Exchange): boolean {
    const { pathname } = new URL(url);
    return this.#servers.some(({ prefix }) => prefix !== '' && isBelow(prefix, pathname));
  }

  /** Whether a host is one of those whose responses are checked. */
  #serves({ servers }: Operation, origin: string): boolean {
    return this.#anyHost || isServed(servers, origin);
  }

  #isNear(origin: string): boolean {
    return this.#anyHost || isServed(this.#servers, origin);
  }

  #remember(url: string, method: string, target: Target): Target {
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    const methods = this.#remembered.get(url) ?? new Map<string, Target>();
    this.#remembered.set(url, methods.set(method, target));
    return target;
  }
}

const scopeOfAnyServer: Derivation<Scope> = { compute: (contract) => new Scope(contract) };

export function scopeOf(contract: Contract, options: ScopeOptions = {}): Scope {
  return options.servers || options.anyHost
    ? new Scope(contract, options)
    : contract.derive(scopeOfAnyServer);
}

/**
 * The operation that an exchange belongs to; `undefined` if the contract does not describe it. Hosts of the
 * local network count as those that the contract names.
 *
 * @example
 * ```ts
 * import { loadContract, type Exchange } from '@batch-status/conformance';
 * import { operationFor } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const exchange: Exchange = {
 *   request: { method: 'GET', url: 'http://h/v1/api/batch-calls/b/status', headers: {} },
 *   response: { status: 304, headers: {}, body: undefined },
 *   source: { file: 'live', entry: 0 },
 * };
 * console.log(operationFor(contract, exchange)?.operationId); // getBatchStatus
 * ```
 */
export function operationFor(contract: Contract, exchange: Exchange): Operation | undefined {
  const target = scopeOf(contract).of(exchange);
  return typeof target === 'string' ? undefined : target.operation;
}
