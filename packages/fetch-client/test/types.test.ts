import { expectTypeOf, test } from 'vitest';
import {
  BatchStatusError,
  ConfigurationError,
  createBatchStatusClient,
  isBatchStatusError,
  isCompletedCall,
  isFailedCall,
  isKnownStatus,
  waitUntilComplete,
  type ApiError,
  type BatchStatus,
  type BatchStatusClient,
  type CapacityError,
  type ErrorCode,
  type ErrorWithCode,
  type NetworkError,
  type ProtocolError,
  type RawClient,
  type RecentCall,
  type WatchUpdate,
  type TimeoutError,
  type watch,
  type WatchError,
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

test('an error is narrowed to the class that has a code, and to the code', () => {
  const error: unknown = new Error('other');
  if (isBatchStatusError(error, 'stalled')) {
    expectTypeOf(error).toExtend<WatchError>();
    expectTypeOf(error.code).toEqualTypeOf<'stalled'>();
    expectTypeOf(error.update).toEqualTypeOf<WatchUpdate | undefined>();
  }
  if (isBatchStatusError(error, 'network')) expectTypeOf(error).toEqualTypeOf<NetworkError>();
  if (isBatchStatusError(error, 'deadline')) expectTypeOf(error).toEqualTypeOf<TimeoutError>();
  if (isBatchStatusError(error, 'over_capacity')) {
    expectTypeOf(error).toEqualTypeOf<CapacityError>();
  }
  if (isBatchStatusError(error, 'invalid_argument')) {
    expectTypeOf(error).toEqualTypeOf<ConfigurationError>();
    expectTypeOf(error.option).toEqualTypeOf<string | undefined>();
  }
});

test('an error with one of several codes is narrowed to several classes', () => {
  const error: unknown = new Error('other');
  if (isBatchStatusError(error, 'not_found', 'max_wait')) {
    expectTypeOf(error.code).toEqualTypeOf<'not_found' | 'max_wait'>();
    if (error.code === 'max_wait') expectTypeOf(error).toExtend<WatchError>();
    else expectTypeOf(error).toExtend<ApiError>();
  }
  const codes = ['outage', 'stalled', 'max_wait'] as const;
  if (isBatchStatusError(error, ...codes)) expectTypeOf(error).toEqualTypeOf<WatchError>();
});

test('without codes, the code of an error tells its class', () => {
  const error: unknown = new Error('other');
  if (isBatchStatusError(error)) {
    expectTypeOf(error).toExtend<BatchStatusError>();
    expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
    if (error.code === 'malformed') expectTypeOf(error).toEqualTypeOf<ProtocolError>();
    if (error.code === 'stalled') expectTypeOf(error).toEqualTypeOf<WatchError>();
  }
  // Every code has a class.
  expectTypeOf<ErrorWithCode['code']>().toEqualTypeOf<ErrorCode>();
});

test('an instance of a class has one of its codes', () => {
  const error: unknown = new Error('other');
  if (error instanceof ConfigurationError) {
    expectTypeOf(error.code).toEqualTypeOf<'invalid_argument'>();
  }
  if (error instanceof BatchStatusError) expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
});

test('the raw client has exactly one operation', () => {
  expectTypeOf<keyof RawClient>().toEqualTypeOf<'GET' | 'use' | 'eject'>();
  type Path = Parameters<RawClient['GET']>[0];
  expectTypeOf<Path>().toEqualTypeOf<'/v1/api/batch-calls/{batchId}/status'>();
});

test('a call of the raw client accepts only the options that it passes on', () => {
  const params = { path: { batchId: 'b' } };
  const call = (raw: RawClient) => [
    raw.GET('/v1/api/batch-calls/{batchId}/status', { params, parseAs: 'text' }),
    // @ts-expect-error -- the client decides
    raw.GET('/v1/api/batch-calls/{batchId}/status', { params, credentials: 'include' }),
    // @ts-expect-error -- the client decides
    raw.GET('/v1/api/batch-calls/{batchId}/status', { params, fetch }),
    // @ts-expect-error -- the client decides
    raw.GET('/v1/api/batch-calls/{batchId}/status', { params, baseUrl: '/other' }),
  ];
  expectTypeOf(call).toBeFunction();
});
