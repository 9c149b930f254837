import { harEntryOf } from '@batch-status/har';

import type { DiffReport } from './diff-report.ts';

/** JSON for programs. The exchanges of a witness are HAR entries. */
export function diffJson({ base, revision, diff, recordings }: DiffReport): string {
  const { level = null, undecided, changes } = diff;
  const written = changes.map((change) => ({
    ...change,
    witnesses: change.witnesses.map(({ exchanges, ...witness }) => ({
      ...witness,
      entries: exchanges.map(harEntryOf),
    })),
  }));
  const judged = recordings ? { recordings } : {};
  return JSON.stringify(
    { base, revision, level, undecided, changes: written, ...judged },
    undefined,
    2,
  );
}
