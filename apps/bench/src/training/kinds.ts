import { Draw } from './draw.ts';
import {
  runScript,
  type Attempt,
  type Script,
  type ScriptedBatch,
  type ScriptedCall,
} from './run-script.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const createdAt = 1_703_097_600_000;
const mostCalls = 8_000;

/** The size of a batch before a kind changes it. */
interface Basis {
  run: number;
  mean: number;
  spread: number;
  lines: number;
  count: number;
  failureRate: number;
}

export interface TrainingKind {
  /** Whether what a client sees predicts the end. */
  predictable: boolean;
  script: (draw: Draw) => Script;
}

export interface TrainingBatch extends ScriptedBatch {
  kind: string;
  predictable: boolean;
  watchedFrom: number;
  createdAt: number;
  /** From its creation to its end, in milliseconds. */
  duration: number;
}

function basisOf(
  draw: Draw,
  [least, most]: readonly [number, number] = [30 * second, 36 * hour],
): Basis {
  const run = draw.magnitude(least, most);
  const mean = Math.min(draw.magnitude(8 * second, 4 * minute), run / 3);
  const lines = Math.round(draw.magnitude(1, Math.min(200, (mostCalls * mean) / run + 1)));
  const count = Math.max(1, Math.min(mostCalls, Math.round((run * lines) / mean)));
  const spread = draw.uniform(0.2, 0.8);
  return { run, mean, spread, lines, count, failureRate: draw.uniform(0, 0.3) };
}

/** A call with one attempt. What fails rings for a part of a call. */
const once = (draw: Draw, { mean, spread, failureRate }: Basis, factor = 1): Attempt => {
  const fails = draw.chance(failureRate);
  const length = draw.length(mean * factor, spread) * (fails ? draw.uniform(0.1, 0.5) : 1);
  return { length, fails };
};

const callsOf = (
  count: number,
  attempts: (nth: number) => readonly Attempt[],
  addedAt: (nth: number) => number = () => 0,
): ScriptedCall[] =>
  Array.from({ length: Math.max(1, Math.round(count)) }, (_, nth) => ({
    addedAt: Math.round(addedAt(nth)),
    attempts: attempts(nth),
  }));

const begin = (draw: Draw): number => Math.round(draw.magnitude(300, 20 * second));
const after = (draw: Draw): number => Math.round(draw.magnitude(200, 4 * second));

/** A batch whose calls are dialed once, on a constant number of lines. */
function plain(draw: Draw, basis: Basis, factor: (way: number) => number = () => 1): Script {
  const calls = callsOf(basis.count, (nth) => [once(draw, basis, factor(nth / basis.count))]);
  return { calls, lines: [[begin(draw), basis.lines]], completionDelay: after(draw) };
}

function closedBetween(
  lines: number,
  start: number,
  breaks: readonly (readonly [number, number])[],
): Script['lines'] {
  return [
    [start, lines] as const,
    ...breaks.flatMap(([from, to]) => [
      [Math.round(from), 0] as const,
      [Math.round(to), lines] as const,
    ]),
  ];
}

export const trainingKinds: Record<string, TrainingKind> = {
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

/** Batches of every kind. One in six is watched from some time on, and the others from their creation. */
export function* trainingBatches(perKind: number, seed = 1): Generator<TrainingBatch> {
  for (const [nthKind, [kind, { predictable, script }]] of Object.entries(
    trainingKinds,
  ).entries()) {
    for (let nth = 0; nth < perKind; nth += 1) {
      const draw = new Draw(seed * 1_000_003 + nthKind * 1_009 + nth);
      const batch = runScript(script(draw), createdAt);
      const duration = batch.completedAt - createdAt;
      const watchedFrom =
        createdAt + (draw.chance(1 / 6) ? Math.round(duration * draw.uniform(0.05, 0.8)) : 0);
      yield { ...batch, kind, predictable, createdAt, watchedFrom, duration };
    }
  }
}
