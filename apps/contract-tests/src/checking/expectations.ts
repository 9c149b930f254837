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
    const others = [...findings];
    const missing: Problem[] = [];
    for (const expected of marked.expected) {
      const index = others.findIndex((finding) => isAsExpected(finding, expected));
      if (index === -1) missing.push(problem(source, `the finding ${inWords(expected)}`));
      else {
        others.splice(index, 1);
        this.met++;
      }
    }
    return { findings: others, missing };
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
