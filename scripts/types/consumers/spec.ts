import {
  batchStatusFaults,
  isBatchStatus,
  isCompletedCall,
  isFailedCall,
  isKnownStatus,
  knownStatuses,
  type statusPath,
  type BatchStatus,
  type components,
  type KnownStatus,
  type MemberFault,
  type operations,
  type paths,
  type RecentCall,
} from '@batch-status/spec';

export function describe(value: unknown): string {
  if (!isBatchStatus(value)) {
    const faults: MemberFault[] = batchStatusFaults(value);
    return faults.map(({ path, wanted, more }) => `${path} ${wanted} ${more ?? 0}`).join();
  }
  const status: KnownStatus | undefined = isKnownStatus(value.status) ? value.status : undefined;
  return `${status ?? 'other'} ${value.completed}`;
}

export function lengthOf(call: RecentCall): number {
  if (isCompletedCall(call)) return call.duration ?? 0;
  if (isFailedCall(call)) return call.error?.length ?? 0;
  const status: string = call.status;
  return status.length;
}

/** An optional member can be absent or `null`. */
export const batch: BatchStatus = {
  status: 'processing',
  isComplete: false,
  waiting: 0,
  active: 1,
  completed: 0,
  failed: 0,
  total: 1,
  completedTime: null,
};

type Operation = paths[typeof statusPath]['get'];
type Body = operations['getBatchStatus']['responses'][200]['content']['application/json'];

export const same: Operation extends operations['getBatchStatus'] ? true : false = true;
export const bodyOf = (schema: components['schemas']['BatchStatus']): Body => schema;
export const first: 'queued' = knownStatuses[0];
