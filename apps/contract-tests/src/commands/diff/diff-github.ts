import type { ContractChange } from '@batch-status/contract-proof';

import { data, property } from '../../reports/github-report.ts';
import type { DiffReport } from './diff-report.ts';
import { claimOf, findsOf, linesOf, meaningOf, summaryOf, titleOf } from './diff-words.ts';

const commands = { undecided: 'error', major: 'error', minor: 'warning', patch: 'notice' } as const;

/** Workflow commands of GitHub Actions, which become annotations of the revision. */
export function diffGithub(report: DiffReport): string {
  const { diff, recordings } = report;
  return [
    ...diff.changes.map(annotationOf),
    ...(recordings?.changed ?? []).map(
      ({ file, entry, base, revision }) =>
        `::warning file=${property(file)},title=recording::${data(`entry ${entry}: ${base} → ${revision}`)}`,
    ),
    summaryOf(report),
  ].join('\n');
}

function annotationOf(change: ContractChange): string {
  const { verdict, base, revision, witnesses } = change;
  const at = revision ?? base;
  const place = at ? `file=${property(at.file)},line=${at.line},col=${at.column},` : '';
  const text = [
    `${titleOf(change)} (${meaningOf(change)})`,
    ...witnesses.flatMap((witness) => [claimOf(witness), ...linesOf(witness), findsOf(witness)]),
  ].join('\n');
  return `::${commands[verdict]} ${place}title=${verdict} change::${data(text)}`;
}
