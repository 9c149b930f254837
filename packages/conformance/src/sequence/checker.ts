import { inBody } from '../check/check-body.ts';
import { findingOf } from '../check/check-response.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding } from '../check/finding.ts';
import { brokenBetween } from '../check/invariants.ts';
import { Judge, type Judged, type Observer, type SequenceOptions, type Trace } from './judge.ts';
import type { OutOfScope } from '../check/scope.ts';

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

/**
 * Bodies of one resource that others are judged against. Recordings may be read in another order than
 * they were made: then the one that came latest is not the one that was read last.
 */
interface Kept {
  latest: Trace;
  last: Trace;
}

/**
 * Judges exchanges one after the other, each for itself and against the one before it of the same
 * resource, of which it keeps one body, or two if they come in another order than they were made.
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
  readonly #judge: Judge;
  readonly #observer: Observer | undefined;
  /** By the schema and the resource. */
  readonly #kept = new Map<string, Map<string, Kept>>();

  constructor(contract: Contract, options: SequenceOptions = {}) {
    this.#contract = contract;
    this.#judge = new Judge(contract, options);
    this.#observer = options.observer;
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
    return this.add(this.#judge.judge(exchange));
  }

  /**
   * The same for an exchange that was judged for itself.
   *
   * @returns those findings, and those of how it follows the exchanges that were added before.
   */
  add({ outcome, isUnjudged, findings, trace }: Judged): Finding[] {
    const { summary } = this;
    if (outcome === 'checked' || outcome === 'unanswered') summary[outcome]++;
    else summary.outOfScope[outcome]++;
    if (isUnjudged) summary.unjudgedBodies++;
    const between = trace ? this.#follow(trace) : [];
    const all = between.length > 0 ? [...findings, ...between] : findings;
    for (const { severity } of all) {
      if (severity === 'error') summary.errors++;
      else summary.warnings++;
    }
    return all;
  }

  #follow(next: Trace): Finding[] {
    const { schema, resource } = next;
    const resources = this.#kept.get(schema) ?? new Map<string, Kept>();
    this.#kept.set(schema, resources);
    const kept = resources.get(resource);
    if (!kept) {
      resources.set(resource, { latest: next, last: next });
      return [];
    }
    const { latest, last } = kept;
    kept.last = next;
    if (!precedes(next, latest)) kept.latest = next;
    return latest === last
      ? this.#between(last, next)
      : [...this.#between(last, next), ...this.#between(latest, next)];
  }

  #between(kept: Trace, next: Trace): Finding[] {
    const isEarlier = precedes(next, kept);
    if (!isEarlier && !precedes(kept, next)) {
      this.summary.transitions.unordered++;
      return [];
    }
    this.summary.transitions.judged++;
    const [earlier, later] = isEarlier ? [next, kept] : [kept, next];
    this.#observer?.pair(earlier, later);
    const faults = brokenBetween(this.#contract, next.schema, earlier.value, later.value);
    return faults.map((fault) => ({
      ...findingOf(this.#contract, later.source, inBody(this.#contract, later, fault)),
      after: { ...earlier.source },
    }));
  }
}

/** Whether the response of one had come whole before the request of the other was sent. */
function precedes({ endedAt }: Trace, { startedAt }: Trace): boolean {
  return endedAt !== undefined && startedAt !== undefined && endedAt < startedAt;
}
