import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  batchStatusFaults,
  isBatchStatus,
  isCompletedCall,
  isFailedCall,
  isKnownStatus,
  knownStatuses,
  maxFaults,
  takeOutFaults,
  type BatchState,
  type BatchStatus,
  type CompletedCall,
  type FailedCall,
  type KnownStatus,
  type RecentCall,
} from '../src/index.ts';
import contract from '../openapi.json' with { type: 'json' };

const examples =
  contract.paths['/v1/api/batch-calls/{batchId}/status'].get.responses['200'].content[
    'application/json'
  ].examples;
const batch = examples.processing.value;

const fail = (): never => {
  throw new Error('It cannot be read.');
};

/** An object with a getter that throws. */
const throwing = (name: string, members: object = {}): object =>
  Object.defineProperty({ ...members }, name, { enumerable: true, get: fail });

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('the guards', () => {
  test.each(Object.entries(examples))('accept the example %s', (_name, { value }) => {
    expect(batchStatusFaults(value)).toEqual([]);
    expect(isBatchStatus(value)).toBe(true);
  });

  test.each(['status', 'isComplete', 'waiting', 'active', 'completed', 'failed', 'total'])(
    'report a missing %s',
    (name) => {
      const faults = batchStatusFaults({ ...batch, [name]: undefined });
      expect(faults).toMatchObject([{ path: `/${name}`, found: 'nothing', required: true }]);
    },
  );

  test.each<[string, unknown, string, string]>([
    ['waiting', -1, 'integer, at least 0', 'a negative number'],
    ['total', 2 ** 53, 'integer, at least 0', 'a number'],
    ['active', 0.5, 'integer, at least 0', 'a fraction'],
    ['isComplete', 'no', 'boolean', 'string'],
    ['status', null, 'string', 'null'],
    ['averageCallDuration', '45', 'number or null, at least 0', 'string'],
    ['recent_calls', {}, 'array or null', 'object'],
  ])('say what %s must be if it is %j', (name, value, wanted, found) => {
    const faults = batchStatusFaults({ ...batch, [name]: value });
    expect(faults).toMatchObject([{ path: `/${name}`, wanted, found }]);
  });

  test.each([null, undefined, 7, 'batch', [], [batch]])('reject %j', (value) => {
    expect(isBatchStatus(value)).toBe(false);
  });

  test('accept absent optional members, unknown members, and unknown kinds of calls', () => {
    const { status, isComplete, waiting, active, completed, failed, total } = batch;
    const bare = { status, isComplete, waiting, active, completed, failed, total };
    const call = { jobId: 'call_9', status: 'ringing', duration: 'not ours to judge' };
    expect(batchStatusFaults(bare)).toEqual([]);
    expect(batchStatusFaults({ ...bare, extra: 1, recent_calls: [call] })).toEqual([]);
  });

  test('remove invalid optional members and calls, and nothing else', () => {
    const calls = [7, { jobId: 'call_1', status: 'completed', duration: 'long' }, { status: 'x' }];
    const odd = { ...batch, total: 'many', startTime: 'yesterday', recent_calls: calls };
    const faults = takeOutFaults(odd);
    expect(faults.map(({ path, required }) => [path, required])).toEqual([
      ['/total', true],
      ['/startTime', false],
      ['/recent_calls/0', false],
      ['/recent_calls/1/duration', false],
      ['/recent_calls/2/jobId', false],
    ]);
    const { startTime: _gone, ...rest } = batch;
    const kept = [{ jobId: 'call_1', status: 'completed' }];
    expect(odd).toEqual({ ...rest, total: 'many', recent_calls: kept });
  });

  test.each([1, 2, 8])(
    'list the first faults, and count and remove the others, times %i',
    (times) => {
      const faulty = 1_000 * times;
      const calls: object[] = Array.from({ length: faulty }, () => ({}));
      const good = { jobId: 'call_1', status: 'completed' };
      const odd = { ...batch, recent_calls: [...calls, { ...good, duration: 'long' }, good] };
      const faults = takeOutFaults(odd);
      expect(faults).toHaveLength(maxFaults);
      expect(faults.at(-1)).toEqual({
        path: `/recent_calls/${maxFaults - 1}/jobId`,
        wanted: 'string',
        found: 'nothing',
        required: false,
        more: faulty + 1 - maxFaults,
      });
      expect(faults.filter(({ more }) => more)).toHaveLength(1);
      expect(odd.recent_calls).toEqual([good, good]);
    },
  );

  test('do not count beyond what they list if that is all', () => {
    const calls = Array.from({ length: maxFaults }, () => 7);
    const faults = batchStatusFaults({ ...batch, recent_calls: calls });
    expect(faults).toHaveLength(maxFaults);
    expect(faults.at(-1)).not.toHaveProperty('more');
  });

  test.each([1, 2, 8])(
    'read every member of a call a constant number of times, times %i',
    (times) => {
      let reads = 0;
      const counting: ProxyHandler<object> = {
        get: (call, name) => {
          reads += 1;
          return Reflect.get(call, name) as unknown;
        },
      };
      const count = 500 * times;
      const calls = Array.from({ length: count }, () => new Proxy({ jobId: 7 }, counting));
      batchStatusFaults({ ...batch, recent_calls: calls });
      expect(reads).toBe(2 * count);
    },
  );

  test('change nothing if they only check', () => {
    const calls = [7, { jobId: 'call_1', status: 'completed', duration: 'long' }];
    const odd = { ...batch, startTime: 'yesterday', recent_calls: calls };
    const before = JSON.parse(JSON.stringify(odd)) as unknown;
    expect(batchStatusFaults(odd)).toHaveLength(3);
    expect(odd).toEqual(before);
    expect(odd.recent_calls).toBe(calls);
  });

  test('treat a kind such as `constructor` like every unknown kind', () => {
    const odd = { ...batch, recent_calls: [{ status: 'constructor' }] };
    expect(batchStatusFaults(odd)).toMatchObject([{ path: '/recent_calls/0/jobId' }]);
  });

  test.each<[string, unknown]>([
    ['an object with a toString that is not a function', { toString: 1 }],
    ['an object without a prototype', Object.create(null)],
    ['a symbol', Symbol('completed')],
    ['ten thousand nested arrays', JSON.parse('['.repeat(10_000) + ']'.repeat(10_000))],
    ['an array with a known status', ['completed']],
  ])('report the status of a call that is %s', (_kind, status) => {
    const odd = { ...batch, recent_calls: [{ jobId: 'call_1', status }] };
    expect(batchStatusFaults(odd)).toMatchObject([{ path: '/recent_calls/0/status' }]);
    expect(isBatchStatus(odd)).toBe(false);
    expect(isCompletedCall(odd.recent_calls[0] as RecentCall)).toBe(false);
    expect(takeOutFaults(odd)).toHaveLength(1);
    expect(odd.recent_calls).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a revoked proxy', revokedProxy()],
    ['a getter that throws', throwing('status', batch)],
    ['a call with a getter that throws', { ...batch, recent_calls: [throwing('status')] }],
    ['a proxy whose traps throw', new Proxy({}, { get: fail, getOwnPropertyDescriptor: fail })],
  ])('reject %s', (_kind, value) => {
    expect(isBatchStatus(value)).toBe(false);
    expect(batchStatusFaults(value)).toMatchObject([{ path: '', found: 'an unreadable object' }]);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a symbol', Symbol('completed')],
    ['a revoked proxy', revokedProxy()],
    ['an object with a getter that throws', throwing('status')],
  ])('do not throw for %s', (_kind, value) => {
    expect(isCompletedCall(value as RecentCall)).toBe(false);
    expect(isFailedCall(value as RecentCall)).toBe(false);
    expect(isKnownStatus(value as string)).toBe(false);
  });

  test('do not reveal the value that they found', () => {
    const odd = { ...batch, startTime: '+15550100199', recent_calls: [{ jobId: 5550100199 }] };
    expect(JSON.stringify(batchStatusFaults(odd))).not.toContain('5550100199');
  });

  test('know the statuses that the contract names', () => {
    const named = contract.components.schemas.BatchState.anyOf.flatMap(
      (branch) => branch.enum ?? [],
    );
    expect(knownStatuses).toEqual(named);
    expect(isKnownStatus('cancelled')).toBe(true);
    expect(isKnownStatus('paused')).toBe(false);
  });
});

test('the types are open where the contract is, and narrow by the guards', () => {
  expectTypeOf<'paused'>().toExtend<BatchState>();
  expectTypeOf<KnownStatus>().toEqualTypeOf<
    'queued' | 'processing' | 'completed' | 'cancelled' | 'failed'
  >();
  expectTypeOf<BatchStatus['completedTime']>().toEqualTypeOf<number | null | undefined>();
  const call = { jobId: 'call_1', status: 'completed' } as RecentCall;
  if (isCompletedCall(call)) expectTypeOf(call).toEqualTypeOf<CompletedCall>();
  if (isFailedCall(call)) expectTypeOf(call).toEqualTypeOf<FailedCall>();
  // Known values stay apart from `string`, or completion would lose them.
  expectTypeOf<Extract<BatchState, 'queued'>>().toEqualTypeOf<'queued'>();
  const status = 'anything' as string;
  if (isKnownStatus(status)) expectTypeOf(status).toEqualTypeOf<KnownStatus>();
});
