import {
  createRandom,
  simulate,
  trajectories,
  transitions,
  VirtualClock,
  type Scenario,
  type SimulatedBatch,
  type Trajectory,
  type TrajectoryKind,
} from '@batch-status/simulation';

const scenario: Scenario = { calls: 20, concurrency: 3, cancelAt: undefined };

export function total(seed: number): number {
  const batch: SimulatedBatch = simulate(seed, scenario);
  return batch(batch.nextChangeAt(0) ?? batch.completedTime).total;
}

export function failures(): string[] {
  return [...transitions(1, scenario)].flatMap((transition) =>
    transition.kind === 'end' && transition.failure !== null ? [transition.failure] : [],
  );
}

export function kinds(): TrajectoryKind[] {
  const all: Trajectory[] = [...trajectories({ seed: undefined, count: 100 })];
  return all.map(({ kind }) => kind);
}

export async function aDay(): Promise<number> {
  const clock = new VirtualClock({ now: 0, seed: undefined });
  await clock.run(clock.sleep(86_400_000), { within: undefined });
  clock.jump(1_000, { sleepers: 'late' });
  return clock.now() + createRandom(1)();
}
