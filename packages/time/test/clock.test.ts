import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock } from '../src/index.ts';

test('a sleep that no timer can hold does not end at once', async () => {
  const abort = new AbortController();
  const ended: string[] = [];
  const long = systemClock.sleep(999_999_999_000, abort.signal).then(
    () => ended.push('slept'),
    () => ended.push('aborted'),
  );
  // Timers fire in the order of their times, however slow the machine is.
  await systemClock.sleep(5);
  expect(ended).toEqual([]);
  abort.abort();
  await long;
  expect(ended).toEqual(['aborted']);
});

test('a sleep ends with the reason of an abort, at once, also of one that came before', async () => {
  const reason = new Error('enough');
  await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  const abort = new AbortController();
  const sleep = systemClock.sleep(60_000, abort.signal);
  abort.abort(reason);
  await expect(sleep).rejects.toBe(reason);
});

test('a sleep that has ended leaves no listener on its signal', async () => {
  const { signal } = new AbortController();
  await systemClock.sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a timer calls back, unless it was stopped', async () => {
  const fired: string[] = [];
  const stop = systemClock.after!(1, () => fired.push('stopped'));
  systemClock.after!(-1, () => fired.push('soon'));
  const stopLong = systemClock.after!(999_999_999_000, () => fired.push('too early'));
  stop();
  // Timers fire in the order of their times, however slow the machine is.
  await systemClock.sleep(5);
  stopLong();
  expect(fired).toEqual(['soon']);
});
