import type { Finding, Summary } from '@batch-status/conformance';

import { exitCodes } from '../exit-codes.ts';

export interface Verdict extends Summary {
  /** In the order in which they were read. */
  files: readonly string[];
  /** The number of files that are not recordings, or not whole ones. */
  unreadable: number;
  /** Why the run ended before everything was checked. */
  failure?: string;
}

/**
 * The verdict of a run that ended early. Only the findings so far are counted.
 *
 * @param failure The reason, as a sentence.
 */
export function stoppedVerdict(
  files: readonly string[],
  findings: Record<Finding['severity'], number>,
  failure: string,
): Verdict {
  return {
    checked: 0,
    unanswered: 0,
    outOfScope: { preflight: 0, method: 0, path: 0, server: 0 },
    undocumented: 0,
    unjudgedBodies: 0,
    unjudged: {},
    transitions: { judged: 0, unordered: 0 },
    errors: findings.error,
    warnings: findings.warning,
    files,
    unreadable: 0,
    failure,
  };
}

/**
 * Why the exit code is 1, in one sentence. A file that is not readable has its own message.
 *
 * @param failOn The least severity that fails.
 */
export function reasonOf(
  verdict: Omit<Verdict, 'files'>,
  failOn: Finding['severity'],
): string | undefined {
  if (exitCodeOf(verdict, failOn) !== exitCodes.broken) return undefined;
  const { checked, errors, warnings } = verdict;
  if (checked === 0) return 'Nothing was checked.';
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(failOn === 'warning' && warnings > 0 ? [counted(warnings, 'warning')] : []),
  ].join(' and ');
  return `The recordings do not fit the contract: ${found}.`;
}

const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;

/** @param failOn The least severity that fails. */
export function exitCodeOf(
  { checked, errors, warnings, unreadable }: Omit<Verdict, 'files'>,
  failOn: Finding['severity'],
): number {
  if (unreadable > 0) return exitCodes.unusable;
  const failures = errors + (failOn === 'warning' ? warnings : 0);
  // If nothing was checked, the run fails.
  return checked > 0 && failures === 0 ? exitCodes.kept : exitCodes.broken;
}
