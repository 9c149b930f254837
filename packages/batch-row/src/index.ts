export { apply, Refusal } from './apply.ts';
export { newBatch, type BatchRow } from './batch-row.ts';
export { batchStatus } from './batch-status.ts';
export { callAfter, callBefore, type CallRow } from './call-row.ts';
export type { EndedCall, Transition, TransitionWith } from './transition.ts';
