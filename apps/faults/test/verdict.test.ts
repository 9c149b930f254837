import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { problemsOfCounts, problemsOfDials } from '../src/verdict/counts.ts';
import { problemsOfReads } from '../src/verdict/reads.ts';
import type { Observation } from '../src/stage/reader.ts';
import type { EventKind, WitnessEvent } from '../src/witness/witness.ts';

const batchOf = (members: Partial<BatchStatus> = {}): BatchStatus => ({
  ...{ status: 'processing', isComplete: false, total: 10 },
  ...{ waiting: 6, active: 1, completed: 2, failed: 1 },
  ...members,
});

const read = (sentAt: number, batch: BatchStatus | undefined, status = 200): Observation => ({
  ...{ sentAt, receivedAt: sentAt + 10, status, batch, retryAfter: null },
});

const happened = (kind: EventKind, call: string, at = 0, process = 1): WitnessEvent => ({
  ...{ kind, call, at, process },
});

const problemsIn = (batch: Partial<BatchStatus>): string[] =>
  problemsOfReads([read(0, batchOf(batch))], [], { failures: [] });

test('finds nothing wrong with correct responses', () => {
  const reads = [
    read(0, batchOf()),
    read(20, batchOf({ completed: 3, active: 0 })),
    read(40, undefined, 503),
  ];
  expect(problemsOfReads(reads, [], { failures: [503] })).toEqual([]);
});

test('finds wrong counts, times, and durations', () => {
  expect(problemsIn({ waiting: -1 })).toEqual(['`waiting` was -1.']);
  expect(problemsIn({ waiting: 7 })).toEqual(['The sum of the counts was 11, and `total` 10.']);
  expect(problemsIn({ startTime: 5, completedTime: 4 })).toHaveLength(1);
  expect(problemsIn({ startTime: 5, lastCompletedTime: 4 })).toHaveLength(1);
  expect(problemsIn({ averageCallDuration: -1 })).toHaveLength(1);
  const call = { jobId: 'a', status: 'completed', duration: -1, completedAt: 4 } as never;
  expect(problemsIn({ startTime: 5, recent_calls: [call] })).toHaveLength(2);
});

test('finds a status that the row does not allow', () => {
  const reads = [read(0, undefined, 500)];
  expect(problemsOfReads(reads, [], { failures: [503] })).toHaveLength(1);
});

test('finds that `completed` fell, unless Redis lost what it had', () => {
  const reads = [read(0, batchOf({ completed: 3, active: 0 })), read(20, batchOf())];
  expect(problemsOfReads(reads, [], { failures: [] })).toEqual(['`completed` fell from 3 to 2.']);
  expect(problemsOfReads(reads, [], { failures: [], lossAt: 15 })).toEqual([]);
});

test('accepts an earlier count in a response that was requested before the later one came', () => {
  const reads = [read(0, batchOf({ completed: 3, active: 0 })), read(5, batchOf())];
  expect(problemsOfReads(reads, [], { failures: [] })).toEqual([]);
});

test('finds a response that lacks what was acknowledged 2 s before its request', () => {
  const acknowledged = ['a', 'b', 'c', 'd'].map((call) => happened('acknowledged', call, 0));
  const reads = (sentAt: number) => [read(sentAt, batchOf())];
  expect(problemsOfReads(reads(1999), acknowledged, { failures: [] })).toEqual([]);
  expect(problemsOfReads(reads(2000), acknowledged, { failures: [] })).toHaveLength(1);
});

test('compares the counts of a batch with the distinct calls', () => {
  const events = [
    ...['a', 'a', 'b'].map((call) => happened('dialed', call)),
    ...['a', 'a'].map((call) => happened('completed', call)),
  ];
  const batch = batchOf({
    ...{ isComplete: true, total: 2, waiting: 0, active: 0, completed: 1, failed: 1 },
  });
  expect(problemsOfCounts(batch, events)).toEqual([]);
  expect(problemsOfCounts({ ...batch, completed: 2, failed: 0 }, events)).toHaveLength(1);
  expect(problemsOfCounts({ ...batch, completed: 0, failed: 2 }, events)).toHaveLength(1);
  expect(problemsOfCounts({ ...batch, completed: 0, failed: 2 }, events, 1)).toEqual([]);
  expect(problemsOfCounts({ ...batch, completed: 2, failed: 0 }, events, 1)).toHaveLength(1);
  expect(problemsOfCounts({ ...batch, completed: 0, failed: 1 }, events, 1)).toHaveLength(1);
  expect(problemsOfCounts({ ...batch, isComplete: false }, events)).toHaveLength(1);
  expect(problemsOfCounts({ ...batch, total: 3 }, events)).toHaveLength(1);
});

test('finds a call that ran after its end was acknowledged', () => {
  const [asked, dialed] = [happened('asked', 'a', 0, 2), happened('dialed', 'a', 0, 2)];
  const end = happened('acknowledged', 'a');
  expect(problemsOfDials([asked, dialed, end])).toEqual([]);
  // It had been allowed to run before.
  expect(problemsOfDials([asked, end, dialed])).toEqual([]);
  expect(problemsOfDials([end, asked, dialed])).toHaveLength(1);
  expect(problemsOfDials([dialed])).toHaveLength(1);
});
