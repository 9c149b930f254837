import { day, hour, minute, second } from '../durations.ts';
import { basisOf, begin, callsOf, closedBetween, once, plain } from '../plain-script.ts';
import type { TrainingKind } from '../training-kind.ts';

/** Batches that calls or the dialer hold up. */
export const delays: Record<string, TrainingKind> = {
  'failed calls wait again': {
    predictable: true,
    script: (draw) => {
      const basis = { ...basisOf(draw), failureRate: draw.uniform(0.1, 0.5) };
      const delay = basis.run * draw.magnitude(0.005, 0.1);
      const script = plain(draw, basis);
      const attempts = draw.integer(2, 4);
      return {
        ...script,
        calls: callsOf(basis.count, () =>
          Array.from({ length: attempts }, () => ({
            ...once(draw, basis),
            againAt: (at: number) => Math.round(at + delay),
          })),
        ),
      };
    },
  },
  'late completion': {
    predictable: false,
    script: (draw) => ({
      ...plain(draw, basisOf(draw, [minute, 12 * hour])),
      completionDelay: Math.round(draw.magnitude(20 * second, 2 * hour)),
    }),
  },
  straggler: {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [minute, 8 * hour]);
      const script = plain(draw, basis);
      const length = draw.magnitude(Math.max(5 * minute, 8 * basis.mean), 8 * hour);
      const nth = Math.floor(basis.count * draw.uniform(0.5, 1));
      const calls = script.calls.map((call, index) =>
        index === nth ? { ...call, attempts: [{ length }] } : call,
      );
      return { ...script, calls };
    },
  },
  'stuck calls': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [minute, 8 * hour]);
      const share = draw.magnitude(0.002, 0.1);
      const limit = draw.magnitude(Math.max(5 * minute, 5 * basis.mean), 4 * hour);
      return {
        ...plain(draw, basis),
        calls: callsOf(basis.count, () => [
          draw.chance(share) ? { length: limit, fails: draw.chance(0.5) } : once(draw, basis),
        ]),
      };
    },
  },
  'every line stuck for a while': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [minute, 8 * hour]);
      const from = draw.uniform(0.2, 0.9) * basis.count;
      const freeze = draw.magnitude(10 * minute, 6 * hour);
      return {
        ...plain(draw, basis),
        calls: callsOf(basis.count, (nth) => {
          const attempt = once(draw, basis);
          const isStuck = nth >= from && nth < from + basis.lines;
          return [isStuck ? { ...attempt, length: freeze + attempt.length } : attempt];
        }),
      };
    },
  },
  'paused by hand': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [2 * minute, 12 * hour]);
      const pauses: [number, number][] = [];
      let at = 0;
      for (let nth = draw.integer(1, 3); nth > 0; nth -= 1) {
        const from = at + basis.run * draw.uniform(0.1, 0.5);
        at = from + draw.magnitude(2 * minute, 14 * hour);
        pauses.push([from, at]);
      }
      return { ...plain(draw, basis), lines: closedBetween(basis.lines, begin(draw), pauses) };
    },
  },
  'office hours': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [2 * hour, 14 * hour]);
      const opens = draw.uniform(0, 8 * hour);
      const nights = [0, 1, 2, 3].map((nth): [number, number] => [
        opens + nth * day,
        opens + nth * day + draw.uniform(12 * hour, 16 * hour),
      ]);
      return { ...plain(draw, basis), lines: closedBetween(basis.lines, begin(draw), nights) };
    },
  },
  'dials capped': {
    predictable: true,
    script: (draw) => {
      const basis = basisOf(draw, [minute, hour]);
      const periods = draw.uniform(1.5, 20);
      const period = Math.max(draw.magnitude(minute, 2 * hour), 2 * basis.mean);
      const count = Math.min(basis.count, 3_000);
      return {
        ...plain(draw, { ...basis, count }),
        lines: [[begin(draw), Math.max(basis.lines, Math.round(count / 10))]],
        cap: [Math.max(1, Math.ceil(count / periods)), Math.round(period)],
      };
    },
  },
};
