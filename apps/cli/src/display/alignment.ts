import stringWidth from 'string-width';
import type { Watched } from './watched.ts';

/** How wide the first words of several lines are, so that their bars stand one below the other. */
export interface Alignment {
  batchId: number;
  standing: number;
  counted: number;
}

/** Of `scheduled`, `finishing` and `cancelled`. */
const widestStanding = 9;

export function alignmentOf(lines: readonly Watched[]): Alignment {
  const widest = (textOf: (line: Watched) => string): number =>
    Math.max(0, ...lines.map((line) => stringWidth(textOf(line))));
  return {
    batchId: widest(({ batchId }) => batchId),
    // Whatever comes: bars that move with every phase are hard to follow.
    standing: lines.length > 1 ? widestStanding : 0,
    counted: widest(countsOf),
  };
}

/** How many calls ended, of all: `94/150`. */
export const countsOf = ({ update }: Watched): string =>
  update ? `${update.progress.done}/${update.batch.total}` : '';

export const padRight = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));
