import type { Job } from 'bullmq';

/** Which call of which batch a job makes. */
export interface TrackedCall {
  batchId: string;
  /** The name of the call. It must be the same however often the job is delivered. */
  call: string;
  /** The number that is called, for `recent_calls`. */
  phoneNumber?: string | undefined;
}

/** The call of a job whose data has `batchId` and `call`. */
export function callInData({ data }: Job): TrackedCall | undefined {
  const { batchId, call } = (data ?? {}) as { batchId?: unknown; call?: unknown };
  if (typeof batchId !== 'string' || batchId === '') return undefined;
  if (typeof call !== 'string' || call === '') return undefined;
  return { batchId, call };
}
