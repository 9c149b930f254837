import { expect, test } from 'vitest';
import type { Ending, Transition } from '../src/index.ts';
import { Rows } from './rows.ts';

const dial = (call: string, attempt = 1, delivery = 1): Transition => ({
  ...{ kind: 'dial', at: 10, call, attempt, delivery },
});
const end = (
  call: string,
  attempt = 1,
  failure: string | null = null,
  again = false,
): Transition => ({
  ...{ kind: 'end', at: 20, call, attempt, duration: 10, failure, again },
});
const requeue = (call: string, attempt = 1): Transition => ({
  ...{ kind: 'requeue', at: 25, call, attempt },
});
const giveBack = (call: string, attempt = 1, delivery = 1): Transition => ({
  ...{ kind: 'return', at: 15, call, attempt, delivery },
});
const leave = (call: string): Transition => ({ kind: 'leave', at: 12, call });
const add = (addition: number, calls: number): Transition => ({
  ...{ kind: 'add', at: 1, addition, calls },
});
const seal: Transition = { kind: 'seal', at: 2 };
const cancel: Transition = { kind: 'cancel', at: 15 };
const fail: Transition = { kind: 'fail', at: 15 };
const complete: Transition = { kind: 'complete', at: 30 };

const batchOf = (calls: number, ending?: Ending, ...transitions: Transition[]): Rows => {
  const rows = new Rows(calls, ending);
  expect(rows.all(...transitions)).toEqual(transitions.map(() => 'applied'));
  return rows;
};

test.each<[string, Transition[], Transition, string]>([
  ['a call that waits', [], dial('a'), 'applied'],
  ['a call that is active', [dial('a')], dial('a'), 'current'],
  ['a call that is active, delivered once more', [dial('a')], dial('a', 1, 2), 'current'],
  ['a call that is active at an earlier attempt', [dial('a')], dial('a', 2), 'current'],
  ['a call that is active at a later attempt', [dial('a', 2)], dial('a', 1), 'passed'],
  ['a call that completed', [dial('a'), end('a')], dial('a'), 'passed'],
  ['a call that completed, at a later attempt', [dial('a'), end('a')], dial('a', 2), 'passed'],
  ['a call that failed', [dial('a'), end('a', 1, 'busy')], dial('a'), 'passed'],
  ['a failed call at its next attempt', [dial('a'), end('a', 1, 'busy')], dial('a', 2), 'passed'],
  [
    'a failed call at its next attempt, once more',
    [dial('a'), end('a', 1, 'busy')],
    { ...dial('a', 2), redial: true } as Transition,
    'applied',
  ],
  [
    'a failed call at the same attempt, once more',
    [dial('a'), end('a', 1, 'busy')],
    { ...dial('a'), redial: true } as Transition,
    'passed',
  ],
  [
    'a failed call that waits again, at its last attempt',
    [dial('a'), end('a', 1, 'busy', true)],
    dial('a'),
    'passed',
  ],
  ['a call that was given back', [dial('a'), giveBack('a')], dial('a'), 'passed'],
  [
    'a call that was given back, delivered once more',
    [dial('a'), giveBack('a')],
    dial('a', 1, 2),
    'applied',
  ],
  ['a call that left', [leave('a')], dial('a'), 'passed'],
  ['a waiting call of a cancelled batch', [dial('b'), cancel], dial('a'), 'refused'],
  ['an active call of a cancelled batch', [dial('a'), cancel], dial('a', 1, 2), 'current'],
  [
    'an ended call of a cancelled batch',
    [dial('a'), dial('b'), end('a'), cancel],
    dial('a'),
    'passed',
  ],
  [
    'a failed call of a cancelled batch',
    [dial('a'), dial('b'), end('a', 1, 'busy'), cancel],
    { ...dial('a', 2), redial: true } as Transition,
    'refused',
  ],
  ['a call of a cancelled batch that is complete', [cancel], dial('a'), 'refused'],
  ['a call of a failed batch', [dial('b'), fail], dial('a'), 'refused'],
])('the dial of %s', (_name, before, transition, outcome) => {
  expect(batchOf(2, 'sealed', ...before).apply(transition)).toBe(outcome);
});

test.each<[string, Transition[], Transition, string]>([
  ['the end of a call that ended', [dial('a'), end('a')], end('a'), 'passed'],
  ['the end of an earlier attempt', [dial('a', 2)], end('a', 1), 'passed'],
  ['the end of a later attempt than was recorded', [dial('a')], end('a', 2), 'applied'],
  ['the end of a call that was given back', [dial('a'), giveBack('a')], end('a'), 'applied'],
  ['the end of a call that left', [dial('a'), leave('a')], end('a'), 'passed'],
  [
    'the end of a call that was given back and then cancelled',
    [dial('b'), dial('a'), giveBack('a'), cancel],
    end('a'),
    'passed',
  ],
  [
    'the return of a call that a later delivery runs',
    [dial('a'), giveBack('a'), dial('a', 1, 2)],
    giveBack('a'),
    'passed',
  ],
  ['the return of a call that ended', [dial('a'), end('a')], giveBack('a'), 'passed'],
  [
    'a requeue of a call that waits again',
    [dial('a'), end('a', 1, 'busy', true)],
    requeue('a'),
    'passed',
  ],
  [
    'a requeue in a cancelled batch',
    [dial('a'), dial('b'), end('a', 1, 'busy'), cancel],
    requeue('a'),
    'refused',
  ],
  ['the leaving of a call that ended', [dial('a'), end('a')], leave('a'), 'passed'],
  ['the leaving of a waiting call of a cancelled batch', [dial('b'), cancel], leave('a'), 'passed'],
  ['a second cancellation', [dial('a'), cancel], cancel, 'passed'],
  ['a failure after a cancellation', [dial('a'), cancel], fail, 'refused'],
  ['a cancellation after a failure', [dial('a'), fail], cancel, 'refused'],
  ['an addition to a cancelled batch', [dial('a'), cancel], add(0, 1), 'refused'],
  ['a seal of a sealed batch', [], seal, 'passed'],
])('%s', (_name, before, transition, outcome) => {
  const rows = batchOf(2, 'sealed', ...before);
  const { batch } = rows;
  expect(rows.apply(transition)).toBe(outcome);
  expect(rows.batch === batch).toBe(outcome !== 'applied');
});

test.each<[string, Transition[], Transition, string]>([
  ['a call beyond the last', [dial('a'), dial('b')], dial('c'), 'The batch has 2 calls, and all'],
  [
    'the leaving of a call beyond the last',
    [dial('a'), dial('b')],
    leave('c'),
    'The batch has 2 calls',
  ],
  ['the end of a call that was not dialed', [], end('a'), 'The call was not dialed;'],
  ['the return of a call that was not dialed', [], giveBack('a'), 'The call was not dialed;'],
  [
    'the end of an attempt that was not dialed',
    [dial('a'), end('a', 1, 'busy', true)],
    end('a', 2),
    'last dialed at attempt 1; dial it at attempt 2',
  ],
  [
    'the return of an attempt that was not dialed',
    [dial('a'), end('a', 1, 'busy', true)],
    giveBack('a', 2),
    'last dialed at attempt 1;',
  ],
  [
    'a requeue of a completed call',
    [dial('a'), end('a')],
    requeue('a'),
    'The call is completed at attempt 1,',
  ],
  ['a requeue of an active call', [dial('a')], requeue('a'), 'The call is active at attempt 1,'],
  ['a requeue of a call that was not dialed', [], requeue('a'), 'The call is not dialed,'],
  ['a second addition first', [], add(1, 1), '0 times'],
  ['the end of a batch with calls left', [dial('a')], complete, '2 calls left;'],
])('%s is illegal', (_name, before, transition, reason) => {
  const rows = batchOf(2, 'open', ...before);
  const { batch } = rows;
  expect(rows.apply(transition)).toMatchObject({ reason: expect.stringContaining(reason) });
  expect(rows.batch).toBe(batch);
});

test('calls cannot be added to a sealed batch', () => {
  expect(batchOf(1, 'open', seal).apply(add(0, 1))).toMatchObject({
    reason: expect.stringContaining('The batch is sealed;'),
  });
});

test('the end of the last call completes a sealed batch, and an open one once it is sealed', () => {
  expect(batchOf(1, 'sealed', dial('a'), end('a')).batch).toMatchObject({ completedTime: 20 });
  const open = batchOf(1, 'open', dial('a'), end('a'));
  expect(open.batch).toMatchObject({ completedTime: null, revision: 2 });
  expect(open.apply({ ...seal, at: 40 })).toBe('applied');
  expect(open.batch).toMatchObject({ completedTime: 40, revision: 3 });
  const sealed = batchOf(1, 'open', dial('a'), seal);
  expect(sealed.batch).toMatchObject({ completedTime: null, revision: 1 });
  expect(sealed.apply(end('a'))).toBe('applied');
  expect(sealed.batch).toMatchObject({ completedTime: 20, revision: 2 });
});

test('a batch with an explicit end completes by that alone', () => {
  const rows = batchOf(1, 'explicit', dial('a'), cancel, end('a'));
  expect(rows.batch).toMatchObject({ completedTime: null, cancelledTime: 15 });
  expect(rows.apply(complete)).toBe('applied');
  expect(rows.batch).toMatchObject({ completedTime: 30, cancelledTime: 15 });
});

test('an attempt that failed keeps the batch from completing if the call waits again', () => {
  const rows = batchOf(1, 'sealed', dial('a'), end('a', 1, 'busy', true));
  expect(rows.batch).toMatchObject({ waiting: 1, failed: 0, ended: 1, completedTime: null });
  expect(rows.all(dial('a', 2), end('a', 2, 'busy'))).toEqual(['applied', 'applied']);
  expect(rows.batch).toMatchObject({ waiting: 0, failed: 1, ended: 2, completedTime: 20 });
});

test('in a cancelled batch, a call that failed does not wait again', () => {
  const rows = batchOf(2, 'sealed', dial('a'), cancel, end('a', 1, 'busy', true));
  expect(rows.batch).toMatchObject({ waiting: 0, failed: 1, completedTime: 20 });
});

test('a call that leaves a batch is in no count but the total, and the batch can complete', () => {
  const rows = batchOf(3, 'sealed', leave('a'), dial('b'), leave('b'), dial('c'), end('c'));
  const { total, waiting, active, completed, failed, completedTime } = rows.batch;
  expect([total, waiting, active, completed, failed, completedTime]).toEqual([3, 0, 0, 1, 0, 20]);
});

test('a call that is given back waits, and leaves a batch that was cancelled', () => {
  expect(batchOf(1, 'sealed', dial('a'), giveBack('a')).batch).toMatchObject({
    ...{ waiting: 1, active: 0, ended: 0, revision: 2 },
  });
  const cancelled = batchOf(2, 'sealed', dial('a'), cancel, giveBack('a'));
  expect(cancelled.batch).toMatchObject({ waiting: 0, active: 0, completedTime: 15 });
});

test('a batch that failed keeps its active calls to their end', () => {
  const rows = batchOf(3, 'sealed', dial('a'), fail);
  expect(rows.batch).toMatchObject({ waiting: 0, active: 1, failedTime: 15, completedTime: null });
  rows.apply(end('a'));
  expect(rows.batch).toMatchObject({ active: 0, failedTime: 15, completedTime: 20 });
});

test('the start is the first dial that was applied, and nothing ends before it', () => {
  const rows = new Rows(2);
  rows.apply({ ...dial('a'), at: 3_600_000 });
  // A clock was set back.
  rows.apply({ ...dial('b'), at: 10 });
  rows.apply({ ...end('b'), at: 20 });
  rows.apply({ ...end('a', 1, 'busy'), at: 3_600_050 });
  expect(rows.batch).toMatchObject({
    ...{ startTime: 3_600_000, lastCompletedTime: 3_600_000, completedTime: 3_600_050 },
  });
});

test('a cancellation takes the waiting calls, and active calls go on to their end', () => {
  const rows = batchOf(3, 'sealed', dial('a'), cancel);
  const cancelled = { total: 3, waiting: 0, cancelledTime: 15 };
  expect(rows.batch).toMatchObject({ ...cancelled, active: 1, completedTime: null });
  expect(rows.apply(end('a'))).toBe('applied');
  expect(rows.batch).toMatchObject({ ...cancelled, active: 0, completed: 1, completedTime: 20 });
});

test('a failed call that is put back waits, and can be dialed again', () => {
  const rows = batchOf(2, 'sealed', dial('a'), end('a', 1, 'busy'));
  expect(rows.batch).toMatchObject({ waiting: 1, failed: 1, ended: 1, talkTime: 0 });
  expect(rows.all(requeue('a'), requeue('a'))).toEqual(['applied', 'passed']);
  expect(rows.batch).toMatchObject({ total: 2, waiting: 2, failed: 0, ended: 1 });
  expect(rows.all(dial('a', 2), end('a', 2))).toEqual(['applied', 'applied']);
  expect(rows.batch).toMatchObject({ waiting: 1, active: 0, completed: 1, ended: 2 });
});

test('each addition counts once', () => {
  const rows = new Rows(1, 'open');
  expect(rows.all(add(0, 2), add(0, 2), add(1, 2))).toEqual(['applied', 'passed', 'applied']);
  expect(rows.batch).toMatchObject({ additions: 2, total: 5, waiting: 5, cancelledTime: null });
});

test('an addition of no calls counts, and shows nothing', () => {
  const rows = batchOf(1, 'open', add(0, 0));
  expect(rows.batch).toMatchObject({ additions: 1, revision: 0 });
  expect(rows.apply(add(0, 0))).toBe('passed');
});
