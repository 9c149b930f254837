import type { FittingBody } from '../check/check-body.ts';
import { findingOf, judge, type CheckOptions } from '../check/check-response.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange, Response, Source } from '../exchange/exchange.ts';
import { judgedHeaders } from '../contract/declared-response.ts';
import type { Finding } from '../check/finding.ts';
import { traceOf } from '../check/invariants.ts';
import type { Operation } from '../contract/operation.ts';
import { headerOfPreflights, Scope, type OutOfScope, type ScopeOptions } from '../check/scope.ts';

/** Settings of what is judged, and of what counts as a fault. */
export interface SequenceOptions extends CheckOptions, ScopeOptions {
  observer?: Observer;
}

/** Told what is judged, whatever is found in it. */
export interface Observer {
  /**
   * A response to an operation of the contract.
   *
   * @param body Absent if it is not what its schema says.
   */
  response: (operation: Operation, response: Response, body: FittingBody | undefined) => void;
  /** Two bodies of one resource that transition rules are judged over. */
  pair: (earlier: FittingBody, later: FittingBody) => void;
}

/** What is said of one exchange for itself. It can be written as JSON and read again. */
export interface Judged {
  /** Whether it was judged, or why not. */
  outcome: 'checked' | 'unanswered' | OutOfScope;
  /** The contract says of the body what nobody here can judge, as of one in XML. */
  isUnjudged?: true;
  findings: Finding[];
  /** Present if the contract says how the body may follow another. */
  trace?: Trace;
}

/** What has to be known of a body to judge the next one of the same resource. */
export interface Trace extends FittingBody {
  /** The same for all exchanges with one resource. Not to be printed. */
  resource: string;
  source: Source;
  startedAt?: number;
  endedAt?: number;
}

/**
 * Judges exchanges one by one, each as if there were no other, so that several may do so at once. A
 * `Checker` puts together what they say.
 *
 * @example
 * ```ts
 * import { Checker, Judge, loadContract, type Exchange } from '@batch-status/conformance';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const [judge, checker] = [new Judge(contract), new Checker(contract)];
 * export const observe = (exchange: Exchange) => checker.add(judge.judge(exchange));
 * ```
 */
export class Judge {
  #headers: { request: ReadonlySet<string>; response: ReadonlySet<string> } | undefined;
  readonly #contract: Contract;
  readonly #options: SequenceOptions;
  readonly #scope: Scope;

  constructor(contract: Contract, options: SequenceOptions = {}) {
    this.#contract = contract;
    this.#options = options;
    this.#scope = new Scope(contract, options);
  }

  /** The names of the headers that it reads, in lower case. */
  get headers(): { request: ReadonlySet<string>; response: ReadonlySet<string> } {
    return (this.#headers ??= {
      request: new Set([headerOfPreflights]),
      response: judgedHeaders(this.#contract),
    });
  }

  /** @throws ContractError if a schema or a rule of the contract cannot be used. */
  judge(exchange: Exchange): Judged {
    const target = this.#scope.of(exchange);
    if (typeof target === 'string') return { outcome: target, findings: [] };
    const contract = this.#contract;
    const { response, source, startedAt, endedAt } = exchange;
    const { operation, resource } = target;
    const { observer } = this.#options;
    const { faults, body, isUnjudged } = judge(contract, operation, response, this.#options);
    observer?.response(operation, response, body);
    const judged: Judged = {
      outcome: response.status === 0 ? 'unanswered' : 'checked',
      findings: faults.map((fault) => findingOf(contract, source, fault)),
    };
    if (isUnjudged) judged.isUnjudged = true;
    const trace = body && traceOf(contract, body.schema);
    if (trace) {
      const { name, schema, value } = body;
      // As much of the body as rules over two of them read, unless somebody wants to see it all.
      judged.trace = { resource, name, schema, value: observer ? value : trace(value), source };
      if (startedAt !== undefined) judged.trace.startedAt = startedAt;
      if (endedAt !== undefined) judged.trace.endedAt = endedAt;
    }
    return judged;
  }
}
