import {
  Checker,
  type Contract,
  type Exchange,
  type Finding,
  type SequenceOptions,
} from '@batch-status/conformance';

/** What a contract finds in an exchange, as far as whoever looks for differences may know it. */
export type Observation = string;

/**
 * What a contract finds in each exchange of a recording, one after the other: by which rule, how
 * grave, where in the body, each once. Words and places of the contract differ from one contract to the next by
 * themselves, so they are no part of it.
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
    yield sum(outOfScope) > before ? 'out of scope' : told(findings);
  }
}

function told(findings: readonly Finding[]): Observation {
  return [...new Set(findings.map(keyOf))].toSorted().join('\n');
}

function keyOf({ rule, severity, in: { pointer }, after }: Finding): string {
  const place = pointer === undefined ? '' : ` at ${pointer || 'the body'}`;
  return `${severity} ${rule}${place}${after ? ` after entry ${after.entry}` : ''}`;
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
