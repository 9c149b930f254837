import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import {
  createSendCall,
  judge,
  resolveSettings,
  type CallEvent,
  type ClientOptions,
  type Transport,
  type TransportReply,
} from '../../src/index.ts';
import { answer, batch } from '../answers.ts';

/** A call over its own transport in virtual time, with all its events. */
function callOver(transport: Transport, options: ClientOptions = {}) {
  const clock = new VirtualClock();
  const events: CallEvent[] = [];
  const settings = resolveSettings({ clock, onEvent: (event) => events.push(event), ...options });
  const sendCall = createSendCall(transport, settings);
  const call = (signal?: AbortSignal) =>
    sendCall({ url: 'http://127.0.0.1/b', options: { signal } }, judge);
  return { clock, events, call };
}

const never = new Promise<never>(() => undefined);
const reason = new Error('enough');

test('a transport that ignores its signal delays neither an abort nor the deadline', async () => {
  const abort = new AbortController();
  const { call, clock } = callOver(() => never, { deadline: 1000 });
  const aborted = call(abort.signal);
  abort.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  await expect(clock.run(call())).rejects.toMatchObject({ code: 'deadline', attempts: 1 });
});

test('a response after the end of a call causes no event and no retry', async () => {
  const endings = [async () => answer(200, batch), () => Promise.reject(new Error('lost'))];
  for (const late of endings) {
    const abort = new AbortController();
    let sent = 0;
    const { call, events, clock } = callOver(async () => {
      sent += 1;
      abort.abort(reason);
      return late();
    });
    await expect(call(abort.signal)).rejects.toBe(reason);
    await clock.advance(60_000);
    expect(events.map(({ type }) => type)).toEqual(['attempt']);
    expect(sent).toBe(1);
  }
});

test('an apiKey function that never resolves does not delay an abort', async () => {
  const { call } = callOver(() => never, { apiKey: () => never });
  await expect(call(AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('nothing is sent if the call ends while the apiKey function runs', async () => {
  const abort = new AbortController();
  let sent = 0;
  const { call, clock } = callOver(
    async () => {
      sent += 1;
      return answer(200, batch);
    },
    {
      apiKey: async () => {
        abort.abort(reason);
        return 'a-key';
      },
    },
  );
  await expect(call(abort.signal)).rejects.toBe(reason);
  await clock.advance(60_000);
  expect(sent).toBe(0);
});

test.each([1000, Infinity])('a call with a deadline of %d leaves no timer', async (deadline) => {
  const answers = [Promise.resolve(answer(200, batch)), never];
  const { call, clock } = callOver(() => answers.shift()!, { deadline });
  await call();
  expect(clock.sleeping).toBe(0);
  const abort = new AbortController();
  const pending = call(abort.signal);
  await clock.advance(0);
  expect(clock.sleeping).toBe(deadline === Infinity ? 0 : 1);
  abort.abort(reason);
  await expect(pending).rejects.toBe(reason);
  expect(clock.sleeping).toBe(0);
});

test('the error of a deadline has the number of requests and the last failure', async () => {
  const lost = new Error('lost');
  const answers: (() => Promise<TransportReply>)[] = [() => Promise.reject(lost), () => never];
  const { call, clock } = callOver(() => answers.shift()!(), { deadline: 60_000 });
  await expect(clock.run(call())).rejects.toMatchObject({
    code: 'deadline',
    attempts: 2,
    cause: { code: 'network', cause: lost },
  });
});

test('the error of a lost connection has the code of the platform, and nothing else of it', async () => {
  const failing = (cause: unknown) =>
    callOver(() => Promise.reject(cause), { retry: false }).call();
  const nested = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
  await expect(failing(nested)).rejects.toThrow('(ECONNREFUSED)');
  const strange = { code: 'call +15550100199' };
  await expect(failing(strange)).rejects.not.toThrow('15550100199');
  await expect(failing(undefined)).rejects.toMatchObject({ code: 'network' });
});

test.each([300, 302, 399])('the status %i is a redirect, which is refused', async (status) => {
  const { call, clock } = callOver(async () => answer(status, ''));
  await expect(clock.run(call())).rejects.toMatchObject({
    code: 'redirected',
    status,
    attempts: 1,
  });
});

test('only a kept-alive connection is retried without a pause', async () => {
  const lost = (): Promise<TransportReply> => Promise.reject(new Error('lost'));
  const good = async (): Promise<TransportReply> => answer(200, batch);
  const busy = async (): Promise<TransportReply> => answer(429, { error: 'busy' });
  const answers = [lost, good, busy, good, lost, good];
  const { call, events, clock } = callOver(() => answers.shift()!());
  for (let n = 0; n < 3; n++) await clock.run(call());
  const retries = events.filter((event) => event.type === 'retry');
  expect(retries.map((event) => [event.reason, event.delay > 0])).toEqual([
    ['network', true],
    ['rate_limited', true],
    ['network', false],
  ]);
});

test('a deadline names the path and the seconds', async () => {
  const { call, clock } = callOver(() => never, { deadline: 1500 });
  await expect(clock.run(call())).rejects.toMatchObject({
    message: 'GET /b took longer than 1.5 s. Check the network or raise `deadline`.',
    path: '/b',
  });
});
