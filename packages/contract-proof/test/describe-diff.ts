import { Checker, type Contract } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import type { ContractChange, Witness } from '../src/diff/change/contract-change.ts';
import type { DiffRow } from './diff-rows.ts';
import { contractFrom, diffOf, revisionOf } from './diff-table.ts';
import { base } from './diff-base.ts';

/** Tests what a diff says about each row, and that its exchanges show it. */
export function testDiff(rows: readonly DiffRow[]): void {
  test.each(rows)('$name: $verdict', (row) => {
    const { changes, level, undecided } = diffOf(row);
    const { direction = expect.anything(), subject = expect.anything() } = row;
    const verdict = undecided > 0 ? 'undecided' : (level ?? 'none');
    expect({ verdict, changes }).toMatchObject({ verdict: row.verdict });
    const decisive: unknown = expect.objectContaining({ verdict, direction, subject });
    const some: unknown = expect.arrayContaining([decisive]);
    expect(changes).toEqual(verdict === 'none' ? [] : some);
    expect(changes.filter(isUnproved)).toEqual([]);
    const contracts = { base: contractFrom(base), revision: contractFrom(revisionOf(row)) };
    for (const { witnesses } of changes) {
      for (const witness of witnesses) expectShown(contracts, witness);
    }
  });
}

/** Whether a change of responses is claimed without an exchange. */
function isUnproved({ subject, direction, witnesses }: ContractChange): boolean {
  const isClaimed = ['widened', 'narrowed', 'both'].includes(direction);
  return responses.has(subject) && isClaimed && witnesses.length === 0;
}

const responses = new Set(['status', 'media-type', 'header', 'body']);

/** Checks with the functions that users have that one contract finds less than the other. */
function expectShown(
  contracts: Record<'base' | 'revision', Contract>,
  { acceptedBy, exchanges, isRequest, finds }: Witness,
): void {
  const other = acceptedBy === 'base' ? 'revision' : 'base';
  const [accepted, refused] = [acceptedBy, other].map((side) => {
    const checker = new Checker(contracts[side as 'base'], { anyHost: true, requests: isRequest });
    const findings = exchanges.flatMap((exchange) => checker.check(exchange));
    return findings.filter(({ rule }) => rule !== 'not-checked');
  });
  expect(finds.length).toBeGreaterThan(0);
  expect(gravityOf(accepted!)).toBeLessThan(gravityOf(refused!));
  if (isRequest) return;
  expect(accepted!.filter(({ severity }) => severity === 'error')).toEqual([]);
}

/** An error weighs more than any number of warnings. */
function gravityOf(findings: readonly { severity: string }[]): number {
  return findings.filter(({ severity }) => severity === 'error').length * 1000 + findings.length;
}
