import type { ContractChange } from '@batch-status/contract-proof';

import type { DiffReport } from './diff-report.ts';
import {
  claimOf,
  findsOf,
  linesOf,
  meaningOf,
  placesOf,
  summaryOf,
  titleOf,
} from './diff-words.ts';

/** For people: each change, its level, whom it affects, and the exchanges that show it. */
export function diffTable(report: DiffReport): string {
  const { diff, recordings } = report;
  return [
    ...diff.changes.flatMap(changeLines),
    ...(recordings?.changed ?? []).map(
      ({ file, entry, base, revision, finds }) =>
        `${file}, entry ${entry}: ${base} → ${revision} (${finds.join(', ') || 'no finding'})`,
    ),
    summaryOf(report),
  ].join('\n');
}

function changeLines(change: ContractChange): string[] {
  const places = placesOf(change);
  return [
    `${change.verdict.padEnd(9)} ${titleOf(change)}`,
    `          ${meaningOf(change)}`,
    ...(places === '' ? [] : [`          ${places}`]),
    ...change.witnesses.flatMap((witness) => [
      `          ${claimOf(witness)}`,
      ...linesOf(witness).map((line) => `            ${line}`),
      `          ${findsOf(witness)}`,
    ]),
  ];
}
