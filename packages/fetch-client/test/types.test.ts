import { expectTypeOf, test } from 'vitest';
import {
  createBatchStatusClient,
  isCompletedCall,
  isFailedCall,
  isKnownStatus,
  waitUntilComplete,
  type BatchStatus,
  type BatchStatusClient,
  type RawClient,
  type RecentCall,
  type WatchUpdate,
  type watch,
} from '../src/index.ts';

// Checked by `tsc`. Only the guards run.
type Status = BatchStatus['status'];
type KnownStatus = 'queued' | 'processing' | 'completed' | 'cancelled' | 'failed';

test('calls and watches have the types of the contract', () => {
  expectTypeOf(createBatchStatusClient).returns.toEqualTypeOf<BatchStatusClient>();
  type Call = BatchStatusClient['getBatchStatus'];
  expectTypeOf<Call>().parameter(0).toEqualTypeOf<string>();
  expectTypeOf<Call>().returns.resolves.toEqualTypeOf<BatchStatus>();
  expectTypeOf(waitUntilComplete).returns.resolves.toEqualTypeOf<BatchStatus>();
  expectTypeOf<ReturnType<typeof watch>>().toEqualTypeOf<AsyncGenerator<WatchUpdate, void>>();
  expectTypeOf<BatchStatus['total']>().toEqualTypeOf<number>();
  expectTypeOf<BatchStatus['completedTime']>().toEqualTypeOf<number | null | undefined>();
});

test('a status may be any string, and editors complete the known ones', () => {
  expectTypeOf<'paused'>().toExtend<Status>();
  expectTypeOf<KnownStatus>().toExtend<Status>();
  // A plain `string` would absorb the known statuses, and editors could not complete them.
  expectTypeOf<Status>().not.toEqualTypeOf<string>();
  const status = 'paused' as Status;
  if (isKnownStatus(status)) expectTypeOf(status).toEqualTypeOf<KnownStatus>();
});

test('recent calls are narrowed by guards', () => {
  const call = { jobId: 'call_1', status: 'failed' } as RecentCall;
  if (isCompletedCall(call)) {
    expectTypeOf(call.status).toEqualTypeOf<'completed'>();
    expectTypeOf(call.duration).toEqualTypeOf<number | null | undefined>();
  } else if (isFailedCall(call)) {
    expectTypeOf(call.status).toEqualTypeOf<'failed'>();
    expectTypeOf(call.error).toEqualTypeOf<string | null | undefined>();
  }
  expectTypeOf([call].filter(isFailedCall)).items.toHaveProperty('failedAt');
});

test('the raw client has exactly one operation', () => {
  expectTypeOf<keyof RawClient>().toEqualTypeOf<'GET' | 'use' | 'eject'>();
  type Path = Parameters<RawClient['GET']>[0];
  expectTypeOf<Path>().toEqualTypeOf<'/v1/api/batch-calls/{batchId}/status'>();
});
