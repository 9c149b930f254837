import { hour, minute, second } from '../durations.ts';
import { basisOf, callsOf, once, plain } from '../plain-script.ts';
import type { TrainingKind } from '../training-kind.ts';

/** Batches whose calls become due after the start. */
export const laterCalls: Record<string, TrainingKind> = {
  'added in chunks': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [2 * minute, 12 * hour]);
      const chunks = draw.integer(2, 12);
      const each = Math.max(1, Math.round(basis.count / chunks));
      const every = (basis.run / chunks) * draw.magnitude(0.3, 5);
      return {
        ...plain(draw, basis),
        calls: callsOf(
          each * chunks,
          () => [once(draw, basis)],
          (nth) => Math.floor(nth / each) * every,
        ),
      };
    },
  },
  'added one after the other': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [2 * minute, 20 * hour]);
      const load = draw.magnitude(0.2, 1.5);
      const every = basis.mean / basis.lines / load;
      return {
        ...plain(draw, basis),
        calls: callsOf(
          basis.count,
          () => [once(draw, basis)],
          (nth) => nth * every * draw.uniform(0.9, 1),
        ),
      };
    },
  },
  'one call is added late': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [minute, 8 * hour]);
      const script = plain(draw, basis);
      const late = {
        addedAt: Math.round(basis.run * draw.uniform(1.1, 4)),
        attempts: [once(draw, basis)],
      };
      return { ...script, calls: [...script.calls, late] };
    },
  },
  'called back at a set time': {
    predictable: false,
    script: (draw) => {
      const basis = basisOf(draw, [minute, 8 * hour]);
      const share = draw.magnitude(0.01, 0.2);
      const time = basis.run * draw.uniform(1.05, 5);
      const rests = draw.chance(0.5);
      return {
        ...plain(draw, basis),
        calls: callsOf(basis.count, () =>
          draw.chance(share)
            ? [
                {
                  length: 5 * second,
                  fails: true,
                  rests,
                  againAt: (at: number) => Math.round(Math.max(at, time)),
                },
                once(draw, basis),
              ]
            : [once(draw, basis)],
        ),
      };
    },
  },
  'failed calls return tomorrow': {
    predictable: false,
    script: (draw) => {
      const basis = { ...basisOf(draw, [minute, 8 * hour]), failureRate: draw.uniform(0.05, 0.4) };
      const tomorrow = basis.run + draw.uniform(10 * hour, 24 * hour);
      const rests = draw.chance(0.5);
      return {
        ...plain(draw, basis),
        calls: callsOf(basis.count, () => [
          {
            ...once(draw, basis),
            rests,
            againAt: (at: number) => Math.round(Math.max(at, tomorrow)),
          },
          { ...once(draw, basis), fails: true },
        ]),
      };
    },
  },
  'waves of retries': {
    predictable: false,
    script: (draw) => {
      const basis = { ...basisOf(draw, [minute, 4 * hour]), failureRate: draw.uniform(0.1, 0.5) };
      const every = draw.magnitude(10 * minute, 3 * hour);
      const rests = draw.chance(0.5);
      const attempts = draw.integer(2, 4);
      return {
        ...plain(draw, basis),
        calls: callsOf(basis.count, () =>
          Array.from({ length: attempts }, () => ({
            ...once(draw, basis),
            rests,
            againAt: (at: number) => Math.ceil((at + 1) / every) * Math.round(every),
          })),
        ),
      };
    },
  },
};
