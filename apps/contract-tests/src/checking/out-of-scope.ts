import type { Summary } from '@batch-status/conformance';

/** The number of exchanges that are out of scope, and the reasons. Empty if there are none. */
export function outOfScopeIn({ outOfScope }: Pick<Summary, 'outOfScope'>): string[] {
  const reasons = Object.entries(outOfScope).filter(([, number]) => number > 0);
  if (reasons.length === 0) return [];
  const total = reasons.reduce((sum, [, number]) => sum + number, 0);
  const details = reasons.map(
    ([why, number]) => `${why === 'preflight' ? why : `other ${why}`} ${number}`,
  );
  return [`${total} out of scope (${details.join(', ')})`];
}
