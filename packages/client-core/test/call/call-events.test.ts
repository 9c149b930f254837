import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import {
  createSendCall,
  judge,
  resolveSettings,
  type CallEvent,
  type TransportReply,
} from '../../src/index.ts';
import { answer, batch } from '../answers.ts';

/** The events of two calls. Each response takes a second. */
async function eventsOf(answers: (TransportReply | undefined)[]) {
  const clock = new VirtualClock({ now: 0 });
  const events: CallEvent[] = [];
  const sendCall = createSendCall(
    async () => {
      await clock.sleep(1000);
      const next = answers.shift();
      if (!next) throw new Error('lost');
      return next;
    },
    resolveSettings({ clock, onEvent: (event) => events.push(event) }),
  );
  for (let call = 0; call < 2; call++) {
    await clock.run(sendCall({ url: 'http://127.0.0.1/b?c#d' }, judge));
  }
  return events;
}

const call = { method: 'GET', path: '/b' };
const response = { ...call, type: 'response', duration: 1000, notModified: false };

test('the events of a call have its path, its times, and what the server asked', async () => {
  const etag = { etag: '"1"' };
  const events = await eventsOf([
    answer(429, { error: 'busy' }, { 'retry-after': '5' }),
    answer(200, { ...batch, startTime: 'soon' }, etag),
    answer(304, '', { ...etag, 'retry-after': '2' }),
  ]);
  const wanted = 'integer or null, at least 0';
  const fault = { path: '/startTime', wanted, found: 'string', required: false };
  expect(events).toEqual([
    { ...call, type: 'attempt', attempt: 1, at: 0 },
    { ...response, attempt: 1, at: 1000, status: 429, retryAfter: 5000 },
    { ...call, type: 'retry', attempt: 1, at: 1000, reason: 'rate_limited', delay: 5000 },
    { ...call, type: 'attempt', attempt: 2, at: 6000 },
    { ...response, attempt: 2, at: 7000, status: 200, retryAfter: undefined },
    { ...call, type: 'fault', attempt: 2, at: 7000, fault },
    { ...call, type: 'attempt', attempt: 1, at: 7000 },
    { ...response, attempt: 1, at: 8000, status: 304, notModified: true, retryAfter: 2000 },
    { ...call, type: 'fault', attempt: 1, at: 8000, fault },
  ]);
});

test('the event of a retry says what failed', async () => {
  const lost = undefined;
  const events = await eventsOf([
    ...[answer(503, {}), lost, answer(429, {}), answer(200, batch)],
    ...[answer(200, {}), answer(200, batch)],
  ]);
  const reasons = events.filter((event) => event.type === 'retry').map(({ reason }) => reason);
  expect(reasons).toEqual(['api_error', 'network', 'rate_limited', 'malformed']);
});
