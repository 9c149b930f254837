import type { Finding, Summary } from '@batch-status/conformance';
import type { KnownFinding } from '@batch-status/conformance/analysis';

import { exitCodes } from '../exit-codes.ts';
import type { Problem } from './problem.ts';

export interface Verdict extends Summary {
  /** In the order in which they were read. */
  files: readonly string[];
  /** The number of files that are not recordings, or not whole ones. */
  unreadable: number;
  /** What was not checked, and why. */
  problems: readonly Problem[];
  /** Findings that the baseline accepts. They are not among the errors and warnings. */
  accepted?: number;
  /** What the baseline accepts and no longer occurs. */
  stale?: readonly KnownFinding[];
  /** Findings with which recordings of violations are marked. They are not among the errors and warnings. */
  expected?: number;
  /** Findings of other rules than the chosen ones. They are not among the errors and warnings. */
  otherRules?: number;
  /** Why the run ended before everything was checked. */
  failure?: string;
  /** The signal that interrupted the run. */
  signal?: string;
  /** The files that were not read to their end when the run ended. */
  unfinished?: readonly string[];
}

/**
 * The verdict of a run that ended early. Only the findings so far are counted.
 *
 * @param reason Why it ended.
 */
export function stoppedVerdict(
  reason: Problem,
  {
    files,
    unfinished,
    problems,
    found,
  }: {
    files: readonly string[];
    unfinished: readonly string[];
    problems: readonly Problem[];
    found: Record<Finding['severity'], number>;
  },
): Verdict {
  return {
    checked: 0,
    unanswered: 0,
    outOfScope: { preflight: 0, method: 0, path: 0, server: 0 },
    otherHosts: {},
    undocumented: 0,
    unjudgedBodies: 0,
    unjudged: {},
    transitions: { judged: 0, unordered: 0 },
    errors: found.error,
    warnings: found.warning,
    files,
    unreadable: problems.filter(({ kind }) => kind === 'unreadable-file').length,
    problems: [...problems, reason],
    failure: reason.message,
    unfinished,
  };
}

/** Whether everything was checked that should be, whatever was found. */
export function isComplete({ checked, problems }: Pick<Verdict, 'checked' | 'problems'>): boolean {
  return checked > 0 && problems.every(({ severity }) => severity !== 'error');
}

/**
 * Why the exit code is not 0, in one or more sentences; `undefined` if it is 0.
 *
 * @param failOn The least severity that fails.
 */
export function reasonOf(verdict: Verdict, failOn: Finding['severity']): string | undefined {
  if (exitCodeOf(verdict, failOn) === exitCodes.kept) return undefined;
  const { checked, errors, warnings, problems } = verdict;
  const failing = problems.filter((problem) => failsRun(problem, failOn));
  const [first] = failing.toSorted((a, b) => Number(isUnusable(b)) - Number(isUnusable(a)));
  if (first) {
    const more = failing.length - 1;
    return `${first.message}${more > 0 ? ` The report has ${counted(more, 'more problem')}.` : ''}`;
  }
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
  { checked, errors, warnings, problems }: Omit<Verdict, 'files'>,
  failOn: Finding['severity'],
): number {
  if (problems.some(isUnusable)) return exitCodes.unusable;
  const failures = errors + (failOn === 'warning' ? warnings : 0);
  // If nothing was checked, the run fails.
  const isKept =
    checked > 0 && failures === 0 && !problems.some((problem) => failsRun(problem, failOn));
  return isKept ? exitCodes.kept : exitCodes.broken;
}

function isUnusable({ kind }: Problem): boolean {
  return kind === 'run-stopped' || kind === 'unreadable-file';
}

function failsRun({ severity }: Problem, failOn: Finding['severity']): boolean {
  return severity === 'error' || (severity === 'warning' && failOn === 'warning');
}
