import { getEventListeners } from 'node:events';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { Deadline, orAbort } from '../../src/call/deadline.ts';

const reason = new Error('enough');
const expired = (): Error => new Error('too late');
const never = new Promise<never>(() => undefined);

test('a deadline aborts its signal with its error when it passes', async () => {
  const clock = new VirtualClock();
  const deadline = new Deadline(clock, 1000, undefined, expired);
  await clock.advance(400);
  expect(deadline.signal.aborted).toBe(false);
  await clock.advance(600);
  expect(deadline.signal.reason).toEqual(expired());
});

test('a deadline of Infinity starts no timer', () => {
  const clock = new VirtualClock();
  expect(new Deadline(clock, Infinity, undefined, expired).signal.aborted).toBe(false);
  expect(clock.sleeping).toBe(0);
});

test('a deadline aborts with the reason of its caller, who may have aborted before', () => {
  const clock = new VirtualClock();
  const aborted = new Deadline(clock, 1000, AbortSignal.abort(reason), expired);
  expect(aborted.signal.reason).toBe(reason);
  const caller = new AbortController();
  const { signal } = new Deadline(clock, 1000, caller.signal, expired);
  expect(signal.aborted).toBe(false);
  caller.abort(reason);
  expect(signal.reason).toBe(reason);
});

test('a deadline that ended does not abort, and keeps no timer and no listener', async () => {
  const clock = new VirtualClock();
  const caller = new AbortController();
  const deadline = new Deadline(clock, 1000, caller.signal, expired);
  deadline.end();
  expect(clock.sleeping).toBe(0);
  expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  await clock.advance(1000);
  caller.abort(reason);
  expect(deadline.signal.aborted).toBe(false);
});

test('a deadline uses the timer of a clock that has one, and stops it at its end', () => {
  const timers = new Set<() => void>();
  const clock = {
    sleep: () => expect.unreachable('a sleep'),
    after(_ms: number, callback: () => void) {
      timers.add(callback);
      return () => timers.delete(callback);
    },
  };
  const ended = new Deadline(clock, 1000, undefined, expired);
  ended.end();
  expect(timers.size).toBe(0);
  const deadline = new Deadline(clock, 1000, undefined, expired);
  for (const fire of timers) fire();
  expect(deadline.signal.reason).toEqual(expired());
});

test('a deadline rejects its call, and then cancels the request, once', () => {
  const steps: unknown[] = [];
  const caller = new AbortController();
  const deadline = new Deadline(new VirtualClock(), 1000, caller.signal, expired);
  deadline.onAbort = (why) => steps.push(why);
  deadline.onCancel = () => steps.push('cancelled');
  deadline.throwIfAborted();
  caller.abort(reason);
  caller.signal.dispatchEvent(new Event('abort'));
  expect(steps).toEqual([reason, 'cancelled']);
  expect(() => deadline.throwIfAborted()).toThrow(reason);
});

test('a promise settles as before if its signal does not abort, and leaves no listener', async () => {
  const { signal } = new AbortController();
  await expect(orAbort(Promise.resolve(7), signal)).resolves.toBe(7);
  await expect(orAbort(Promise.reject(reason), signal)).rejects.toBe(reason);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a promise rejects as soon as its signal aborts, or if it has aborted before', async () => {
  const abort = new AbortController();
  const pending = orAbort(never, abort.signal);
  abort.abort(reason);
  await expect(pending).rejects.toBe(reason);
  await expect(orAbort(never, abort.signal)).rejects.toBe(reason);
});
