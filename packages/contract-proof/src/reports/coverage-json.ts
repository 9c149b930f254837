import type { CoverageResult } from '../coverage/measure-coverage.ts';
import { shareOf, sharesByKind } from '../coverage/share.ts';

/** JSON for programs: `{ contract, operations, exchanges, share, kinds, points }`. */
export function coverageJson(result: CoverageResult): string {
  const { points, ...rest } = result;
  const kinds = Object.fromEntries(sharesByKind(points));
  return JSON.stringify({ ...rest, share: shareOf(points), kinds, points }, undefined, 2);
}
