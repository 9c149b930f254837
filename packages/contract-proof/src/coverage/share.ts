import type { CoveredPoint } from './measure-coverage.ts';
import { percentOf } from '../percent.ts';
import { kinds, type Kind } from './point.ts';

/** How many points are shown. */
export interface Share {
  shown: number;
  all: number;
  /** Rounded down; 0 if there are no points. */
  percent: number;
}

export function shareOf(points: readonly CoveredPoint[]): Share {
  const shown = points.filter(({ isShown }) => isShown).length;
  return { shown, all: points.length, percent: percentOf(shown, points.length) };
}

/** The share of each kind that has points. */
export function sharesByKind(points: readonly CoveredPoint[]): [kind: Kind, share: Share][] {
  return kinds
    .map((kind): [Kind, Share] => [kind, shareOf(points.filter((point) => point.kind === kind))])
    .filter(([, { all }]) => all > 0);
}
