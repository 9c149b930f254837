import type { Finding } from '@batch-status/conformance';
import type { CheckedExchange, ExpectedFinding } from '@batch-status/conformance/analysis';

import type { Problem } from './problem.ts';

type Source = Pick<Finding['in'], 'file' | 'entry'>;

/** Compares findings with those that recordings of violations must have. */
export class Expectations {
  /** The number of findings that were expected. */
  met = 0;
  readonly #isRequired: boolean;

  /** @param isRequired Whether an exchange without a mark must have a finding. */
  constructor(isRequired: boolean) {
    this.#isRequired = isRequired;
  }

  /** Returns the findings that were not expected, and a problem for each finding that is missing. */
  compare(
    findings: readonly Finding[],
    { outcome, marked }: CheckedExchange,
    source: Source,
  ): { findings: readonly Finding[]; missing: Problem[] } {
    if (outcome === 'left-out') return { findings, missing: [] };
    if (!marked) return this.#withoutMark(findings, source);
    const { met, missing } = assigned(marked.expected, findings);
    this.met += met.size;
    return {
      findings: findings.filter((finding) => !met.has(finding)),
      missing: missing.map((expected) => problem(source, `the finding ${inWords(expected)}`)),
    };
  }

  #withoutMark(
    findings: readonly Finding[],
    source: Source,
  ): { findings: readonly Finding[]; missing: Problem[] } {
    if (!this.#isRequired) return { findings, missing: [] };
    if (findings.length === 0) return { findings, missing: [problem(source, 'a finding')] };
    this.met += findings.length;
    return { findings: [], missing: [] };
  }
}

/**
 * Gives each expectation a finding of its own. One that fits several findings must leave to others the finding that
 * only they can have, so it moves to another finding if it can.
 */
function assigned(
  all: readonly ExpectedFinding[],
  findings: readonly Finding[],
): { met: ReadonlyMap<Finding, ExpectedFinding>; missing: ExpectedFinding[] } {
  const met = new Map<Finding, ExpectedFinding>();
  const place = (expected: ExpectedFinding, tried: Set<Finding>): boolean => {
    const fitting = findings.filter((one) => !tried.has(one) && isAsExpected(one, expected));
    for (const finding of fitting) tried.add(finding);
    const found =
      fitting.find((one) => !met.has(one)) ?? fitting.find((one) => place(met.get(one)!, tried));
    if (found) met.set(found, expected);
    return found !== undefined;
  };
  return { met, missing: all.filter((expected) => !place(expected, new Set())) };
}

function isAsExpected(
  { rule, severity, in: { pointer } }: Finding,
  expected: ExpectedFinding,
): boolean {
  return (
    rule === expected.rule &&
    (expected.at === undefined || pointer === expected.at) &&
    (expected.severity === undefined || severity === expected.severity)
  );
}

function inWords({ severity, rule, at }: ExpectedFinding): string {
  return [severity, rule, ...(at === undefined ? [] : [`at ${at || 'the body'}`])]
    .filter((word) => word !== undefined)
    .join(' ');
}

function problem({ file, entry }: Source, what: string): Problem {
  return {
    kind: 'missing-finding',
    severity: 'error',
    file,
    message: `Entry ${entry} of ${file} must have ${what}, but does not have it.`,
  };
}
