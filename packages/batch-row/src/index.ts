export { apply } from './apply.ts';
export { newBatch, settled, type BatchRow, type Ending } from './batch-row.ts';
export { batchStatus } from './batch-status.ts';
export type { CallRow } from './call-row.ts';
export { wholeDuration } from './duration.ts';
export { illegal, IllegalTransition } from './illegal-transition.ts';
export type { Applied, Outcome, Unapplied } from './outcome.ts';
export { recentCall, recentCallCount } from './recent-call.ts';
export { revised } from './revised.ts';
export type {
  BatchTransition,
  CallTransition,
  Dial,
  EndedCall,
  Return,
  Transition,
} from './transition.ts';
