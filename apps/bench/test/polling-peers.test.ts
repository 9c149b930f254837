import { createHttpPoller } from '@azure/core-lro';
import { createRandom } from '@batch-status/simulation';
import { createWaiter, waiterServiceDefaults, WaiterState } from '@smithy/util-waiter';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pollingPeers } from '../src/watch/polling-peers.ts';

const checks = 12;

/** The pauses between the checks of our model of a peer. Fake timers drop fractions of a millisecond. */
function modeledPauses(name: string): number[] {
  const random = createRandom(1);
  const { pauseAfter } = pollingPeers.find((peer) => peer.name === name)!;
  return Array.from({ length: checks - 1 }, (_, n) => Math.trunc(pauseAfter(n + 1, random)));
}

/** @param times When each check was made, by the fake clock. */
const pausesBetween = (times: number[]): number[] =>
  times.slice(1).map((time, index) => time - times[index]!);

// The packages read the global clock and `Math.random`, and accept no others.
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.spyOn(Math, 'random').mockImplementation(createRandom(1));
});
afterEach(() => vi.useRealTimers());

test('the model of the AWS waiter pauses as the package does', async () => {
  const times: number[] = [];
  const waiting = createWaiter(
    { ...waiterServiceDefaults, client: {}, maxWaitTime: 86_400 },
    {},
    async () => {
      times.push(Date.now());
      return { state: times.length === checks ? WaiterState.SUCCESS : WaiterState.RETRY };
    },
  );
  await vi.runAllTimersAsync();
  await waiting;
  expect(pausesBetween(times)).toEqual(modeledPauses('AWS waiter'));
});

test('the model of the Azure poller pauses as the package does', async () => {
  const times: number[] = [];
  const response = (status: string, statusCode: number) => ({
    flatResponse: {},
    rawResponse: {
      statusCode,
      headers: { 'operation-location': '/status' },
      body: { status },
      request: { method: 'PUT', url: '/batch' },
    },
  });
  const poller = createHttpPoller({
    sendInitialRequest: async () => response('running', 202) as never,
    sendPollRequest: async () => {
      times.push(Date.now());
      return response(times.length >= checks ? 'succeeded' : 'running', 200);
    },
  });
  const done = poller.pollUntilDone();
  await vi.runAllTimersAsync();
  await done;
  expect(pausesBetween(times).slice(0, checks - 1)).toEqual(modeledPauses('Azure core-lro'));
});
