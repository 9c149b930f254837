import { inBody, type FittingBody } from './check-body.ts';
import { findingOf, judge, type CheckOptions } from './check-response.ts';
import type { Contract } from './contract.ts';
import type { Exchange, Response, Source } from './exchange.ts';
import type { Finding } from './finding.ts';
import { brokenBetween, hasTransitions } from './invariants.ts';
import type { Operation } from './operation.ts';
import { Scope, type OutOfScope, type ScopeOptions } from './scope.ts';

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

/** What a sequence came to. */
export interface Summary {
  /** Exchanges that were judged. */
  checked: number;
  /** Requests to operations of the contract that the recording has no response to. */
  unanswered: number;
  /** Exchanges that the contract says nothing about, by the reason. */
  outOfScope: Record<OutOfScope, number>;
  /** Bodies with a schema that are not JSON, so that only their media type was judged. */
  unjudgedBodies: number;
  transitions: {
    /** Pairs of bodies of one resource that every transition rule was judged over. */
    judged: number;
    /** Pairs that none was judged over, since it is not known that one ended before the other began. */
    unordered: number;
  };
  errors: number;
  warnings: number;
}

/** The last body of a resource, and when it was underway. */
interface Kept extends FittingBody {
  source: Source;
  startedAt: number | undefined;
  endedAt: number | undefined;
  /** Whether it may be followed by itself. */
  isSteady: boolean;
}

/**
 * Judges exchanges one after the other, each for itself and against the one before it of the same
 * resource, of which it keeps one body.
 *
 * @example
 * ```ts
 * import { Checker, loadContract, type Exchange } from '@batch-status/conformance';
 *
 * const checker = new Checker(await loadContract('openapi/batch-status.yaml'));
 * export function observe(exchange: Exchange): void {
 *   for (const finding of checker.check(exchange)) console.log(finding.message);
 *   console.log(checker.summary.checked);
 * }
 * ```
 */
export class Checker {
  /** Of the exchanges so far. */
  readonly summary: Summary = {
    checked: 0,
    unanswered: 0,
    outOfScope: { preflight: 0, method: 0, path: 0, server: 0 },
    unjudgedBodies: 0,
    transitions: { judged: 0, unordered: 0 },
    errors: 0,
    warnings: 0,
  };
  readonly #contract: Contract;
  readonly #options: SequenceOptions;
  readonly #scope: Scope;
  readonly #kept = new Map<string, Kept>();

  constructor(contract: Contract, options: SequenceOptions = {}) {
    this.#contract = contract;
    this.#options = options;
    this.#scope = new Scope(contract, options);
  }

  /**
   * Whether something was judged and no error found. Nothing that was judged is no pass.
   */
  get isKept(): boolean {
    return this.summary.checked > 0 && this.summary.errors === 0;
  }

  /**
   * @returns every way in which the exchange is not what the contract promised; nothing if it is, or
   * if it is out of scope, which the summary counts.
   * @throws ContractError if a schema or a rule of the contract cannot be used.
   */
  check(exchange: Exchange): Finding[] {
    const { summary } = this;
    const target = this.#scope.of(exchange);
    if (typeof target === 'string') {
      summary.outOfScope[target]++;
      return [];
    }
    const { response, source } = exchange;
    if (response.status === 0) summary.unanswered++;
    else summary.checked++;
    const judgement = judge(this.#contract, target.operation, response, this.#options);
    if (judgement.isUnjudged) summary.unjudgedBodies++;
    this.#options.observer?.response(target.operation, response, judgement.body);
    const findings = judgement.faults.map((fault) => findingOf(this.#contract, source, fault));
    if (judgement.body) findings.push(...this.#follow(target.resource, judgement.body, exchange));
    for (const { severity } of findings) {
      if (severity === 'error') summary.errors++;
      else summary.warnings++;
    }
    return findings;
  }

  #follow(resource: string, body: FittingBody, exchange: Exchange): Finding[] {
    if (!hasTransitions(this.#contract, body.schema)) return [];
    const key = `${body.schema} ${resource}`;
    const { source, startedAt, endedAt } = exchange;
    const next: Kept = { ...body, source, startedAt, endedAt, isSteady: false };
    const kept = this.#kept.get(key);
    if (!kept) {
      this.#kept.set(key, next);
      return [];
    }
    // Recordings of one resource may be read in another order than they were made.
    const isEarlier = precedes(next, kept);
    if (!isEarlier) this.#kept.set(key, next);
    if (!isEarlier && !precedes(kept, next)) {
      this.summary.transitions.unordered++;
      return [];
    }
    this.summary.transitions.judged++;
    const [earlier, later] = isEarlier ? [next, kept] : [kept, next];
    this.#options.observer?.pair(earlier, later);
    const isSame = kept.value === next.value;
    if (isSame && kept.isSteady) {
      next.isSteady = true;
      return [];
    }
    const faults = brokenBetween(this.#contract, body.schema, earlier.value, later.value);
    next.isSteady = kept.isSteady = isSame && faults.length === 0;
    return faults.map((fault) => ({
      ...findingOf(this.#contract, later.source, inBody(this.#contract, later, fault)),
      after: { ...earlier.source },
    }));
  }
}

/** Whether the response of one had come whole before the request of the other was sent. */
function precedes({ endedAt }: Kept, { startedAt }: Kept): boolean {
  return endedAt !== undefined && startedAt !== undefined && endedAt < startedAt;
}
