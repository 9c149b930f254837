import type { Contract, Exchange } from '@batch-status/conformance';
import {
  declaredFor,
  declaredResponse,
  isServed,
  type CheckedExchange,
  type Operation,
} from '@batch-status/conformance/analysis';

/** More paths say nothing new: the contract hardly has as many operations. */
const mostPaths = 1000;

/** A request that a server of the contract responded to, although the contract does not describe it. */
interface Undescribed {
  method: string;
  /** The path, and whether it is of a server that is not known yet. */
  segments: string[];
  origin: string | undefined;
  response: Exchange['response'];
}

/**
 * Finds the operations that undescribed requests were probably meant for: a path of the contract was
 * renamed, and the recordings have the old one. Without them, a renamed path would raise the coverage.
 */
export class Resembling {
  readonly #contract: Contract;
  readonly #known = new Set<string>();
  readonly #undescribed = new Map<string, Undescribed>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  add(exchange: Exchange, { outcome, ifKnown, knownOrigin }: CheckedExchange): void {
    if (knownOrigin !== undefined) this.#known.add(knownOrigin);
    if (outcome !== 'path' && !ifKnown) return;
    const { method, url } = exchange.request;
    const { pathname } = new URL(url);
    const key = `${method} ${ifKnown?.origin ?? ''} ${pathname}`;
    if (!isServed(exchange) || this.#undescribed.size >= mostPaths) return;
    this.#undescribed.set(key, {
      method,
      segments: pathname.split('/').slice(1),
      origin: ifKnown?.origin,
      response: exchange.response,
    });
  }

  /** @param operations Those without a recorded response. */
  among(operations: readonly Operation[]): Operation[] {
    const found = new Set<Operation>();
    for (const request of this.#undescribed.values()) {
      if (request.origin !== undefined && !this.#known.has(request.origin)) continue;
      const fitting = operations.filter((operation) => this.#couldBe(operation, request));
      const best = fitting.toSorted((a, b) => likeness(b, request) - likeness(a, request))[0];
      if (best) found.add(best);
    }
    return [...found];
  }

  /** Whether the operation has the method, and declares the media type of the response. */
  #couldBe(operation: Operation, { method, response: { status, headers } }: Undescribed): boolean {
    if (operation.method !== method) return false;
    const type = headers['content-type'];
    if (type === undefined) return true;
    const declared = declaredResponse(this.#contract, operation, status);
    return declared !== undefined && declaredFor(declared.content, type) !== undefined;
  }
}

/** The number of segments that are equal, from the front and from the end; more if all could be. */
function likeness({ path, servers }: Operation, { segments }: Undescribed): number {
  const own = `${servers[0]?.prefix ?? ''}${path}`.split('/').slice(1);
  const front = own.findIndex((segment, index) => !isEqual(segment, segments[index]));
  const end = own
    .toReversed()
    .findIndex((segment, index) => !isEqual(segment, segments.at(-1 - index)));
  const all = own.length;
  return (
    (front === -1 ? all : front) + (end === -1 ? all : end) + (all === segments.length ? 0.5 : 0)
  );
}

/** @param segment A segment of the path of an operation. */
function isEqual(segment: string | undefined, other: string | undefined): boolean {
  return segment === other || segment?.startsWith('{') === true;
}
