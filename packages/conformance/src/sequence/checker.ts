import { inBody } from '../check/body/check-body.ts';
import { findingOf } from '../check/check-response.ts';
import { exactValue } from '../check/body/exact-value.ts';
import type { Finding } from '../check/finding/finding.ts';
import { brokenBetween } from '../check/body/invariants.ts';
import type { OutOfScope } from '../check/scope.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { ExchangeChecker, type CheckedExchange, type ResourceState } from './exchange-checker.ts';
import type { Observer, SequenceOptions } from './sequence-options.ts';

/** Counts over a sequence of exchanges. */
export interface Summary {
  /** Exchanges whose response was checked. */
  checked: number;
  /** Requests to operations of the contract without a response in the recording. */
  unanswered: number;
  /** Exchanges that the contract does not describe, by reason. */
  outOfScope: Record<OutOfScope, number>;
  /** Exchanges with other operations than the option `operations` names. Absent if there are none. */
  leftOut?: number;
  /** The hosts of other servers, with the number of exchanges of each. Of many, some are left out. */
  otherHosts: Record<string, number>;
  /** Those of them that are responses of a server of the contract to requests that it does not describe. */
  undocumented: number;
  /** Bodies that have a schema that could not be applied, so that only their media type was checked. */
  unjudgedBodies: number;
  /** What they are, with the number of each. */
  unjudged: Record<string, number>;
  transitions: {
    /** Pairs of bodies of one resource that the transition rules were applied to. */
    judged: number;
    /** Pairs without a known order: neither response is known to have ended before the other request. */
    unordered: number;
  };
  errors: number;
  warnings: number;
}

const mostHosts = 100;
/** The most exchanges with one server that wait until it is known. */
const mostWaiting = 1000;

/**
 * The states of one resource that the next one is compared with. They differ if exchanges arrive in
 * another order than they happened.
 */
interface ComparedStates {
  /** The one that happened last. */
  latest: ResourceState;
  /** The one that arrived last. */
  last: ResourceState;
}

/**
 * Checks exchanges one after the other: each by itself, and against the previous one of the same
 * resource. For each resource it keeps one body, or two if exchanges arrive out of order.
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
  /** Counts over the exchanges so far. */
  readonly summary: Summary = {
    checked: 0,
    unanswered: 0,
    outOfScope: { preflight: 0, method: 0, path: 0, server: 0 },
    otherHosts: {},
    undocumented: 0,
    unjudgedBodies: 0,
    unjudged: {},
    transitions: { judged: 0, unordered: 0 },
    errors: 0,
    warnings: 0,
  };
  readonly #contract: Contract;
  readonly #exchangeChecker: ExchangeChecker;
  readonly #ignoredKeywords = new Set<string>();
  readonly #observer: Observer | undefined;
  /** Local origins: known as servers of the contract, or with exchanges that wait for that. */
  readonly #origins = new Map<string, 'known' | NonNullable<CheckedExchange['ifKnown']>[]>();
  /** By schema, then by resource. */
  readonly #states = new Map<string, Map<string, ComparedStates>>();

  constructor(contract: Contract, options: SequenceOptions = {}) {
    this.#contract = contract;
    this.#exchangeChecker = new ExchangeChecker(contract, options);
    this.#observer = options.observer;
  }

  /** Whether at least one exchange was checked and no error was found. */
  get isKept(): boolean {
    return this.summary.checked > 0 && this.summary.errors === 0;
  }

  /**
   * Checks the next exchange.
   *
   * @returns one finding for each way in which the exchange breaks the contract. An exchange that is
   * out of scope has none; the summary counts it.
   */
  check(exchange: Exchange): Finding[] {
    return this.add(this.#exchangeChecker.check(exchange));
  }

  /**
   * Adds an exchange that an `ExchangeChecker` has checked.
   *
   * @returns its findings, followed by those about how it follows the exchanges added before.
   */
  add({
    outcome,
    host,
    isUndocumented,
    knownOrigin,
    ifKnown,
    unjudged = [],
    findings,
    state,
  }: CheckedExchange): Finding[] {
    const { summary } = this;
    if (outcome === 'checked' || outcome === 'unanswered') summary[outcome]++;
    else if (outcome === 'left-out') summary.leftOut = (summary.leftOut ?? 0) + 1;
    else summary.outOfScope[outcome]++;
    if (isUndocumented) summary.undocumented++;
    if (host !== undefined) this.#countHost(host);
    for (const name of unjudged) {
      summary.unjudgedBodies++;
      summary.unjudged[name] = (summary.unjudged[name] ?? 0) + 1;
    }
    const waited = knownOrigin === undefined ? [] : this.#know(knownOrigin);
    if (ifKnown) waited.push(...this.#whenKnown(ifKnown));
    const between = state ? this.#follow(state) : [];
    const all = [...findings, ...between, ...waited].filter((finding) => this.#isNews(finding));
    for (const { severity } of all) {
      if (severity === 'error') summary.errors++;
      else summary.warnings++;
    }
    return all;
  }

  /** Returns the findings that waited for an origin to be known. */
  #know(origin: string): Finding[] {
    const waiting = this.#origins.get(origin) ?? [];
    this.#origins.set(origin, 'known');
    return waiting === 'known' ? [] : waiting.flatMap((each) => this.#whenKnown(each));
  }

  /** Returns the finding of an exchange, if its server is one of the contract. */
  #whenKnown(exchange: NonNullable<CheckedExchange['ifKnown']>): Finding[] {
    const { origin, isUndocumented, finding } = exchange;
    const waiting = this.#origins.get(origin) ?? [];
    if (waiting !== 'known') {
      if (waiting.length < mostWaiting) waiting.push(exchange);
      this.#origins.set(origin, waiting);
      return [];
    }
    const { summary } = this;
    summary.outOfScope.server--;
    summary.outOfScope.path++;
    if (isUndocumented) summary.undocumented++;
    return finding ? [finding] : [];
  }

  #countHost(host: string): void {
    const { otherHosts } = this.summary;
    // A recording of a browser can have any number of hosts.
    if (!Object.hasOwn(otherHosts, host) && Object.keys(otherHosts).length >= mostHosts) return;
    otherHosts[host] = (otherHosts[host] ?? 0) + 1;
  }

  /** A keyword without an effect is reported once, not for every exchange. */
  #isNews({ rule, contract: { file, pointer } }: Finding): boolean {
    if (rule !== 'ignored-keyword') return true;
    const place = `${file} ${pointer}`;
    if (this.#ignoredKeywords.has(place)) return false;
    this.#ignoredKeywords.add(place);
    return true;
  }

  #follow(next: ResourceState): Finding[] {
    const { schema, resource } = next;
    const resources = this.#states.get(schema) ?? new Map<string, ComparedStates>();
    this.#states.set(schema, resources);
    const compared = resources.get(resource);
    if (!compared) {
      resources.set(resource, { latest: next, last: next });
      return [];
    }
    const { latest, last } = compared;
    compared.last = next;
    if (!precedes(next, latest)) compared.latest = next;
    return latest === last
      ? this.#between(last, next)
      : [...this.#between(last, next), ...this.#between(latest, next)];
  }

  #between(previous: ResourceState, next: ResourceState): Finding[] {
    const isReversed = precedes(next, previous);
    if (!isReversed && !precedes(previous, next)) {
      this.summary.transitions.unordered++;
      return [];
    }
    this.summary.transitions.judged++;
    const [earlier, later] = isReversed ? [next, previous] : [previous, next];
    this.#observer?.pair(earlier, later);
    const before = exactValue(earlier.value, earlier.integers);
    const after = exactValue(later.value, later.integers);
    const mismatches = brokenBetween(this.#contract, next.schema, before, after);
    return mismatches.map((mismatch) => ({
      ...findingOf(this.#contract, later.source, inBody(this.#contract, later, mismatch)),
      after: { ...earlier.source },
    }));
  }
}

/** Whether one response had ended before the other request was sent. */
function precedes({ endedAt }: ResourceState, { startedAt }: ResourceState): boolean {
  return endedAt !== undefined && startedAt !== undefined && endedAt < startedAt;
}
