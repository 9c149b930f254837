export { simulate, type SimulatedBatch } from './simulate.ts';
export type { Addition, FailureReason, Pause, Scenario } from './scenario.ts';
export { trajectories, type CorpusOptions, type Trajectory } from './trajectories.ts';
export type { TrajectoryKind } from './trajectory-kinds.ts';
export { transitions, type Transition } from './transitions.ts';
export {
  VirtualClock,
  type JumpOptions,
  type RunOptions,
  type VirtualClockOptions,
} from './virtual-clock.ts';
export { createRandom } from '@batch-status/time';
