import { Draw } from './draw.ts';
import { callLengths } from './kinds/call-lengths.ts';
import { delays } from './kinds/delays.ts';
import { laterCalls } from './kinds/later-calls.ts';
import { lineCounts } from './kinds/line-counts.ts';
import { rareCourses } from './kinds/rare-courses.ts';
import { runScript, type ScriptedBatch } from './run-script.ts';
import type { TrainingKind } from './training-kind.ts';

const createdAt = 1_703_097_600_000;

export interface TrainingBatch extends ScriptedBatch {
  kind: string;
  predictable: boolean;
  watchedFrom: number;
  createdAt: number;
  /** From its creation to its end, in milliseconds. */
  duration: number;
}

/** In an order that must not change: the seeds of a kind come from its place. */
const trainingKinds: Record<string, TrainingKind> = {
  ...callLengths,
  ...lineCounts,
  ...delays,
  ...laterCalls,
  ...rareCourses,
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
