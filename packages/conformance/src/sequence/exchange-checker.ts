import type { FittingBody } from '../check/body/fitting-body.ts';
import { checkRequest } from '../check/check-request.ts';
import { checkedResponse, findingOf } from '../check/check-response.ts';
import type { Finding } from '../check/finding/finding.ts';
import { transitionPartOf } from '../check/body/invariants.ts';
import { preflightHeader, scopeOf, type OutOfScope, type Scope } from '../check/scope.ts';
import type { Mismatch } from '../check/finding/mismatch.ts';
import { undocumented, undocumentedPath } from '../check/undocumented.ts';
import { orIfUnusable, type Contract } from '../contract/contract.ts';
import { chosenOperations } from '../contract/operation/chosen-operations.ts';
import { checkedRequestHeaders } from '../contract/operation/declared-request.ts';
import { checkedHeaders } from '../contract/operation/declared-response.ts';
import { isLocal } from '../contract/operation/server.ts';
import type { Operation } from '../contract/operation/operation.ts';
import type { Exchange, ExpectedFinding, Source } from '../exchange/exchange.ts';
import type { SequenceOptions } from './sequence-options.ts';

/** The result of checking one exchange by itself. It survives JSON. */
export interface CheckedExchange {
  /** Whether the response was checked, or why not. `left-out` means another operation than the chosen ones. */
  outcome: 'checked' | 'unanswered' | 'left-out' | OutOfScope;
  /** The host, if it is another server. */
  host?: string;
  /** The origin of the server, if it is the first exchange with it that was checked. */
  knownOrigin?: string;
  /**
   * Present if the exchange is with a server that the contract does not name. If another exchange with
   * the same origin was checked, it is a server of the contract after all: tests run on local hosts.
   */
  ifKnown?: { origin: string; isUndocumented: boolean; finding?: Finding };
  /** Present if the server responded to a request that the contract does not describe. */
  isUndocumented?: true;
  /** The names of what has a schema that could not be applied. */
  unjudged?: string[];
  findings: Finding[];
  /** The findings that the exchange is marked with, and where it is, if it has such a mark. */
  marked?: { expected: readonly ExpectedFinding[]; entry: number };
  /** Present if the contract restricts which body may follow this one. */
  state?: ResourceState;
}

/** The state of a resource in one response: what is needed to check the next response against it. */
export interface ResourceState extends FittingBody {
  /** Equal for all exchanges with one resource. Contains parts of URLs, so do not print it. */
  resource: string;
  source: Source;
  startedAt?: number;
  endedAt?: number;
}

/** A recording can have any number of origins. */
const mostOrigins = 1000;

/**
 * Checks exchanges one by one, independently of each other, so that several threads can share the work.
 * A `Checker` combines the results.
 *
 * @example
 * ```ts
 * import { Checker, loadContract, type Exchange } from '@batch-status/conformance';
 * import { ExchangeChecker } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const [exchangeChecker, checker] = [new ExchangeChecker(contract), new Checker(contract)];
 * export const observe = (exchange: Exchange) => checker.add(exchangeChecker.check(exchange));
 * ```
 */
export class ExchangeChecker {
  readonly #contract: Contract;
  readonly #options: SequenceOptions;
  readonly #scope: Scope;
  readonly #chosen: ReadonlySet<Operation> | undefined;
  readonly #knownOrigins = new Set<string>();

  /** @throws ContractError if the contract has none of the operations of an option. */
  constructor(contract: Contract, options: SequenceOptions = {}) {
    this.#contract = contract;
    this.#chosen = options.operations && chosenOperations(contract, options.operations);
    this.#options = options;
    this.#scope = scopeOf(contract, options);
  }

  /** The names of the headers that it reads, in lower case. */
  get headers(): { request: ReadonlySet<string>; response: ReadonlySet<string> } {
    return {
      request: new Set([
        preflightHeader,
        ...(this.#options.requests ? this.#contract.derive(checkedRequestHeaders) : []),
      ]),
      response: this.#contract.derive(checkedHeaders),
    };
  }

  check(exchange: Exchange): CheckedExchange {
    const checked = this.#check(exchange);
    const { expected, source } = exchange;
    return expected ? { ...checked, marked: { expected, entry: source.entry } } : checked;
  }

  #check(exchange: Exchange): CheckedExchange {
    const target = this.#scope.of(exchange);
    const contract = this.#contract;
    if (typeof target === 'string') return this.#outside(exchange, target);
    const { response, source, startedAt, endedAt } = exchange;
    const { operation, origin, resource } = target;
    if (this.#chosen?.has(operation) === false) return { outcome: 'left-out', findings: [] };
    const { observer } = this.#options;
    const { mismatches, body, unjudged } = checkedResponse(
      contract,
      operation,
      response,
      this.#options,
    );
    observer?.response(operation, response, body);
    const request = this.#options.requests
      ? checkRequest(contract, operation, exchange, this.#options)
      : undefined;
    const result: CheckedExchange = {
      outcome: response.status === 0 ? 'unanswered' : 'checked',
      findings: [...(request?.mismatches ?? []), ...mismatches].map((mismatch) =>
        findingOf(contract, source, mismatch),
      ),
    };
    if (!this.#knownOrigins.has(origin) && this.#knownOrigins.size < mostOrigins) {
      this.#knownOrigins.add(origin);
      result.knownOrigin = origin;
    }
    const names = [request?.unjudged, unjudged].filter((name) => name !== undefined);
    if (names.length > 0) result.unjudged = names;
    const transitionPart =
      body &&
      !body.isPartial &&
      orIfUnusable(() => transitionPartOf(contract, body.schema), undefined);
    if (transitionPart) {
      const { name, schema, integers } = body;
      // An observer sees whole bodies. Otherwise, only what transition rules read stays in memory.
      const value = observer ? body.value : transitionPart(body.value);
      result.state = { resource, name, schema, value, source, ...(integers ? { integers } : {}) };
      if (startedAt !== undefined) result.state.startedAt = startedAt;
      if (endedAt !== undefined) result.state.endedAt = endedAt;
    }
    return result;
  }

  #outside(exchange: Exchange, outcome: OutOfScope): CheckedExchange {
    const contract = this.#contract;
    const { undocumented: severity = 'ignore' } = this.#options;
    const isNone = outcome === 'preflight' || this.#chosen !== undefined;
    const found = (mismatch: Mismatch): Finding[] => {
      const own = { ...mismatch, severity: severity === 'warning' ? severity : 'error' } as const;
      return severity === 'ignore' ? [] : [findingOf(contract, exchange.source, own)];
    };
    const mismatch = isNone ? undefined : undocumented(contract, this.#scope, exchange);
    if (mismatch) return { outcome, isUndocumented: true, findings: found(mismatch) };
    const { host = '', origin = '' } = URL.parse(exchange.request.url) ?? {};
    if (outcome !== 'server' || host === '') return { outcome, findings: [] };
    // A local host is a server of every contract, but need not have only its paths.
    if (!isLocal(origin)) return { outcome, host, findings: [] };
    const near = isNone ? undefined : undocumentedPath(contract, this.#scope, exchange);
    const [finding] = near ? found(near) : [];
    const isUndocumented = near !== undefined;
    return {
      outcome,
      ifKnown: { origin, isUndocumented, ...(finding ? { finding } : {}) },
      findings: [],
    };
  }
}
