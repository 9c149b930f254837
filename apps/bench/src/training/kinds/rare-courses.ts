import { hour, minute } from '../durations.ts';
import { basisOf, callsOf, once, plain } from '../plain-script.ts';
import type { TrainingKind } from '../training-kind.ts';

/** Batches that begin or end in unusual ways. */
export const rareCourses: Record<string, TrainingKind> = {
  cancelled: {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [2 * minute, 30 * hour]);
      return { ...plain(draw, basis), cancelledAt: Math.round(basis.run * draw.uniform(0.1, 0.9)) };
    },
  },
  'cut off': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [2 * minute, 30 * hour]);
      return {
        ...plain(draw, basis),
        cancelledAt: Math.round(basis.run * draw.uniform(0.1, 0.9)),
        cutsOff: true,
      };
    },
  },
  'the carrier fails': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [2 * minute, 20 * hour]);
      const from = draw.uniform(0.2, 0.9) * basis.count;
      return {
        ...plain(draw, basis),
        calls: callsOf(basis.count, (nth) => [
          nth < from ? once(draw, basis) : { length: draw.uniform(300, 2_000), fails: true },
        ]),
      };
    },
  },
  'late start': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [minute, 8 * hour]);
      return {
        ...plain(draw, basis),
        lines: [[Math.round(draw.magnitude(5 * minute, 20 * hour)), basis.lines]],
      };
    },
  },
  'long tail': {
    predictable: true,
    script: (draw) =>
      plain(draw, { ...basisOf(draw, [10 * minute, 36 * hour]), spread: draw.uniform(0.8, 1.3) }),
  },
};
