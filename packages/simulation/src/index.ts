export { simulate, type SimulatedBatch } from './batch/simulate.ts';
export type { Addition, FailureReason, Pause, Scenario } from './batch/scenario.ts';
export { trajectories, type CorpusOptions, type Trajectory } from './corpus/trajectories.ts';
export type { TrajectoryKind } from './corpus/trajectory-kinds.ts';
export { transitions, type Transition } from './batch/transitions.ts';
export {
  VirtualClock,
  type JumpOptions,
  type RunOptions,
  type VirtualClockOptions,
} from './clock/virtual-clock.ts';
export { createRandom } from '@batch-status/time';
