import { createHttpPoller } from '@azure/core-lro';
import { createRandom } from '@batch-status/simulation';
import { createWaiter, waiterServiceDefaults, WaiterState } from '@smithy/util-waiter';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pollingPeers } from '../src/polling-peers.ts';

const checks = 12;

function reckoned(name: string): number[] {
  const random = createRandom(1);
  const { pauseAfter } = pollingPeers.find((peer) => peer.name === name)!;
  let at = 0;
  return [0, ...Array.from({ length: checks - 1 }, (_, n) => (at += pauseAfter(n + 1, random)))];
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.spyOn(Math, 'random').mockImplementation(createRandom(1));
});
afterEach(() => vi.useRealTimers());

test("AWS's waiter polls as it is reckoned to", async () => {
  const asked: number[] = [];
  const waiting = createWaiter(
    { ...waiterServiceDefaults, client: {}, maxWaitTime: 86_400 },
    {},
    async () => {
      asked.push(Date.now());
      return { state: asked.length === checks ? WaiterState.SUCCESS : WaiterState.RETRY };
    },
  );
  await vi.runAllTimersAsync();
  await waiting;
  const expected = reckoned('AWS waiter');
  expect(asked).toHaveLength(checks);
  for (const [index, at] of asked.entries())
    expect(Math.abs(at - expected[index]!)).toBeLessThan(checks);
});

test("Azure's poller polls as it is reckoned to", async () => {
  const asked: number[] = [];
  const answer = (status: string, statusCode: number) => ({
    flatResponse: {},
    rawResponse: {
      statusCode,
      headers: { 'operation-location': '/status' },
      body: { status },
      request: { method: 'PUT', url: '/batch' },
    },
  });
  const poller = createHttpPoller({
    sendInitialRequest: async () => answer('running', 202) as never,
    sendPollRequest: async () => {
      asked.push(Date.now());
      return answer(asked.length >= checks ? 'succeeded' : 'running', 200);
    },
  });
  const done = poller.pollUntilDone();
  await vi.runAllTimersAsync();
  await done;
  expect(asked.slice(0, checks)).toEqual(reckoned('Azure core-lro'));
});
