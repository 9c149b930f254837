import { doneCalls, type Observation } from './observation.ts';

/** How the last calls of a batch end: what was observed since the last call was dialed. */
export interface Drain {
  /** How long no call was dialed, at most. The last one was dialed no earlier. */
  drainTime: number;
  /** How many calls ended since then. */
  drained: number;
  /** How many calls were active when the present halving began. A halving ends with half of them. */
  half: number;
  /** How long the present halving has lasted since the first of these calls ended. */
  halvingFor: number;
  /** How long the previous halving lasted; 0 during the first one. */
  halving: number;
  /** How long earlier drains lasted in total until calls were dialed after all. */
  falseDrains: number;
}

export const noDrain: Drain = {
  ...{ drainTime: 0, drained: 0, half: 0, halvingFor: 0, halving: 0 },
  falseDrains: 0,
};

/** @param passed The time between the observations, in milliseconds. */
export function drainAfter(
  { batch: before, ...drain }: Observation & Drain,
  { batch }: Observation,
  passed: number,
): Drain {
  const { active, waiting } = batch;
  const ended = doneCalls(batch) - doneCalls(before);
  if (waiting || before.waiting || active > before.active || ended < 0) {
    const falseDrains = drain.falseDrains + drain.drainTime;
    return { ...noDrain, falseDrains, ...(!waiting && { drainTime: passed, half: active }) };
  }
  const halvingFor = drain.halvingFor + (drain.drained && passed);
  const isHalved = active * 2 <= drain.half;
  return {
    drainTime: drain.drainTime + passed,
    drained: drain.drained + ended,
    half: isHalved ? active : drain.half || active,
    halvingFor: isHalved ? 0 : halvingFor,
    halving: isHalved ? halvingFor : drain.halving,
    falseDrains: drain.falseDrains,
  };
}
