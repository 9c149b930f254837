import stringWidth from 'string-width';
import type { Watched } from './watched.ts';

/** The widths that the first columns of several lines share, so that their bars are aligned. */
export interface Alignment {
  batchId: number;
  state: number;
  counts: number;
}

/** The width of `scheduled`, `finishing`, and `cancelled`. */
const widestState = 9;

export function alignmentOf(lines: readonly Watched[]): Alignment {
  const widest = (textOf: (line: Watched) => string): number =>
    Math.max(0, ...lines.map((line) => stringWidth(textOf(line))));
  return {
    batchId: widest(({ batchId }) => batchId),
    // As wide as any state: bars that move with each phase are hard to follow.
    state: lines.length > 1 ? widestState : 0,
    counts: widest(countsOf),
  };
}

/** How many calls have ended, and how many there are: `94/150`. */
export const countsOf = ({ update }: Watched): string =>
  update ? `${update.progress.done}/${update.batch.total}` : '';

export const padRight = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));
