export { simulate, type SimulatedBatch } from './simulate.ts';
export { transitions, type Transition } from './transitions.ts';
export type { FailureReason, Scenario } from './scenario.ts';
export {
  VirtualClock,
  type JumpOptions,
  type RunOptions,
  type VirtualClockOptions,
} from './virtual-clock.ts';
export { createRandom } from './random.ts';
