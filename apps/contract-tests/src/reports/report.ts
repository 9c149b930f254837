import type { Finding } from '@batch-status/conformance';

import type { Problem } from '../checking/problem.ts';
import type { Verdict } from '../checking/verdict.ts';

/** Reports findings, and a summary at the end. */
export interface Report {
  finding: (finding: Finding) => void;
  end: (verdict: Verdict) => void;
}

/** What a report needs. */
export interface ReportContext {
  /** Prints one or more lines of output. */
  print: (text: string) => void;
  /** The file of the contract. */
  contract: string;
  /** Whether the files are bodies of responses instead of recordings. */
  bodies: boolean;
  /** The least severity that fails. */
  failOn: Finding['severity'];
  /** Whether to print each finding when it occurs first. */
  live?: boolean;
  /** The file with accepted findings. */
  baseline?: string;
  /** The arguments that choose operations and rules. */
  selection?: string;
}

/** Where a finding was recorded, as text. */
export function placeOf({ in: { file, entry } }: Finding, { bodies }: ReportContext): string {
  return bodies ? file : `${file}, entry ${entry}`;
}

/** Whether a finding or a problem is a failure. */
export function fails(
  { severity }: Pick<Finding | Problem, 'severity'>,
  { failOn }: ReportContext,
): boolean {
  return severity === 'error' || (severity === 'warning' && failOn === 'warning');
}

/** What was not checked, without what the summary says anyway. */
export function problemsToList({ problems }: Verdict): Problem[] {
  return problems.filter(({ kind, severity }) => severity !== 'note' && kind !== 'run-stopped');
}

/** What the baseline accepts and no longer occurs, as a problem; `undefined` if there is nothing. */
export function staleness(
  { stale = [] }: Verdict,
  { baseline }: ReportContext,
): Problem | undefined {
  const [first] = stale;
  if (!first || baseline === undefined) return undefined;
  const examples = stale
    .slice(0, 3)
    .map(({ rule, message, contract }) => `${rule}: ${message} (${contract})`);
  const these =
    stale.length === 1
      ? 'a finding that no longer occurs'
      : `${stale.length} findings that no longer occur, such as`;
  return {
    kind: 'stale-baseline',
    severity: 'note',
    file: baseline,
    message: `${baseline} accepts ${these}: ${examples.join('; ')}. Write it again with --write-baseline.`,
  };
}
