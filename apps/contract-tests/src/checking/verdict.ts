import type { Finding, Summary } from '@batch-status/conformance';

import { exitCodes } from '../exit-codes.ts';

export interface Verdict extends Summary {
  /** In the order in which they were read. */
  files: readonly string[];
  /** The number of files that are not recordings, or not whole ones. */
  unreadable: number;
}

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
