import { hour, minute, second } from '../durations.ts';
import { basisOf, begin, plain } from '../plain-script.ts';
import type { TrainingKind } from '../training-kind.ts';

/** Batches that are dialed on more or fewer lines as time passes, or whose counts change together. */
export const lineCounts: Record<string, TrainingKind> = {
  'lines are added': {
    predictable: true,
    script: (draw) => {
      const basis = basisOf(draw);
      const steps = draw.integer(2, 6);
      const step = basis.run * draw.uniform(0.05, 0.3);
      return {
        ...plain(draw, basis),
        lines: Array.from({ length: steps }, (_, nth) => [
          Math.round(begin(draw) + nth * step),
          Math.max(1, Math.round((basis.lines * (nth + 1)) / 2)),
        ]),
      };
    },
  },
  'lines are taken away': {
    predictable: true,
    script: (draw) => {
      const basis = basisOf(draw);
      const steps = draw.integer(2, 5);
      const step = basis.run * draw.uniform(0.05, 0.3);
      return {
        ...plain(draw, basis),
        lines: Array.from({ length: steps }, (_, nth) => [
          Math.round(begin(draw) + nth * step),
          Math.max(1, Math.round(basis.lines / (nth + 1))),
        ]),
      };
    },
  },
  'slow dialer': {
    predictable: true,
    script: (draw) => {
      const basis = basisOf(draw);
      return {
        ...plain(draw, basis),
        lines: [[begin(draw), basis.count]],
        dialGap: Math.max(1, Math.round(basis.run / basis.count)),
      };
    },
  },
  'all at once': {
    predictable: true,
    script: (draw) => {
      const count = Math.round(draw.magnitude(5, 3_000));
      const mean = draw.magnitude(10 * second, 30 * minute);
      const basis = {
        run: 0,
        mean,
        spread: draw.uniform(0.02, 0.8),
        lines: count,
        count,
        failureRate: draw.uniform(0, 0.2),
      };
      return plain(draw, basis);
    },
  },
  'counts in lumps': {
    predictable: true,
    script: (draw) => ({
      ...plain(draw, basisOf(draw, [5 * minute, 24 * hour])),
      lump: Math.round(draw.magnitude(5 * second, minute)),
    }),
  },
};
