import {
  Checker,
  type Contract,
  type Exchange,
  type Finding,
  type SequenceOptions,
} from '@batch-status/conformance';
import { ExchangeChecker } from '@batch-status/conformance/analysis';

/** What a contract finds in an exchange, reduced to what can be compared between contracts. */
export type Observation = string;

/**
 * Checks the exchanges of a recording in order. An observation has the rule, the severity, and the
 * place in the body of each finding, once. It leaves out messages and places in the contract, since
 * every change of a contract changes those.
 */
export function* observe(
  contract: Contract,
  exchanges: Iterable<Exchange>,
  options: SequenceOptions,
): Generator<Observation> {
  const checker = new Checker(contract, options);
  const { outOfScope } = checker.summary;
  for (const exchange of exchanges) {
    const before = sum(outOfScope);
    const findings = checker.check(exchange);
    yield sum(outOfScope) > before ? 'out of scope' : summaryOf(findings);
  }
}

/** As `observe`, for many short sequences: what depends only on the contract is prepared once. */
export function observer(
  contract: Contract,
  options: SequenceOptions,
): (exchanges: readonly Exchange[]) => Observation[] {
  const exchangeChecker = new ExchangeChecker(contract, options);
  return (exchanges) => {
    const checker = new Checker(contract);
    return exchanges.map((exchange) => {
      const checked = exchangeChecker.check(exchange);
      const findings = exchanges.length === 1 ? checked.findings : checker.add(checked);
      return checked.outcome === 'checked' || checked.outcome === 'unanswered'
        ? summaryOf(findings)
        : 'out of scope';
    });
  };
}

/** Whether a part of the contract could not be used, so that something was not checked. */
export function isUnchecked(observation: Observation): boolean {
  return /^\w+ not-checked\b/m.test(observation);
}

/**
 * Whether a changed contract is told apart by an exchange. A contract with one more restriction is only
 * if it no longer accepts the exchange: one that breaks the contract anyway shows nothing.
 */
export function isNoticed(before: Observation, after: Observation, isRestricted: boolean): boolean {
  if (before === after) return false;
  return !isRestricted || (isAccepted(before) && !isAccepted(after));
}

function isAccepted(observation: Observation): boolean {
  return !/^error /m.test(observation);
}

function summaryOf(findings: readonly Finding[]): Observation {
  return [...new Set(findings.map(keyOf))].toSorted().join('\n');
}

function keyOf({ rule, severity, in: { pointer }, after }: Finding): string {
  const place = pointer === undefined ? '' : ` at ${pointer || 'the body'}`;
  return `${severity} ${rule}${place}${after ? ` after entry ${after.entry}` : ''}`;
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
