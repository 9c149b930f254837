import { hour, minute, second } from '../durations.ts';
import { after, basisOf, begin, callsOf, plain } from '../plain-script.ts';
import type { TrainingKind } from '../training-kind.ts';

/** Batches whose calls differ in their lengths only. */
export const callLengths: Record<string, TrainingKind> = {
  steady: { predictable: true, script: (draw) => plain(draw, basisOf(draw)) },
  'equal announcements': {
    predictable: true,
    script: (draw) => {
      const basis = {
        ...basisOf(draw),
        spread: draw.uniform(0, 0.08),
        failureRate: draw.uniform(0, 0.05),
      };
      return plain(draw, basis);
    },
  },
  'long equal calls': {
    predictable: true,
    script: (draw) => {
      const mean = draw.magnitude(2 * minute, hour);
      const rounds = draw.magnitude(1, 30);
      const lines = Math.round(draw.magnitude(1, 200));
      const basis = {
        run: 0,
        mean,
        lines,
        count: Math.ceil(lines * rounds),
        spread: draw.uniform(0, 0.05),
        failureRate: 0,
      };
      return plain(draw, basis);
    },
  },
  'one call': {
    predictable: false,
    script: (draw) => ({
      calls: callsOf(1, () => [{ length: draw.magnitude(10 * second, 4 * hour) }]),
      lines: [[begin(draw), 1]],
      completionDelay: after(draw),
    }),
  },
  'a few long calls': {
    predictable: false,
    script: (draw) => {
      const mean = draw.magnitude(minute, 2 * hour);
      const spread = draw.uniform(0.2, 1);
      const count = draw.integer(2, 6);
      return {
        calls: callsOf(count, () => [{ length: draw.length(mean, spread) }]),
        lines: [[begin(draw), draw.integer(1, count)]],
        completionDelay: after(draw),
      };
    },
  },
  'calls that get shorter': {
    predictable: true,
    script: (draw) => {
      const drift = draw.magnitude(0.08, 0.6);
      return plain(draw, basisOf(draw), (way) => drift ** way);
    },
  },
  'calls that get longer': {
    predictable: true,
    script: (draw) => {
      const drift = draw.magnitude(1.6, 10);
      return plain(draw, basisOf(draw), (way) => drift ** way);
    },
  },
  'short calls, then long ones': {
    predictable: true,
    script: (draw) => {
      const from = draw.uniform(0.3, 0.9);
      const factor = draw.magnitude(2, 12);
      return plain(draw, basisOf(draw), (way) => (way > from ? factor : 1));
    },
  },
  'short and long calls mixed': {
    predictable: true,
    script: (draw) => {
      const rare = draw.uniform(0.03, 0.3);
      const factor = draw.magnitude(4, 20);
      return plain(draw, basisOf(draw), () => (draw.chance(rare) ? factor : 1));
    },
  },
};
