import { stripVTControlCharacters } from 'node:util';
import { NetworkError, type WatchPending } from '@batch-status/node';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import type { Writable } from '../../src/session/output.ts';
import { glyphsFor } from '../../src/display/glyphs.ts';
import { jsonDisplay } from '../../src/display/json-display.ts';
import { logDisplay } from '../../src/display/log-display.ts';
import type { Watched } from '../../src/display/watched.ts';
import { anUpdate, displayStyle, noAnswer, watchedWith } from '../an-update.ts';

function recorded(): { output: Writable; text: () => string } {
  let written = '';
  const output = {
    write(chunk: string): boolean {
      written += chunk;
      return true;
    },
  };
  return { output, text: () => stripVTControlCharacters(written) };
}

const ascii = { ...displayStyle, glyphs: glyphsFor(true) };
const failing = (batchId: string, pending: WatchPending): Watched => ({
  ...{ batchId, pending, failingSince: 0, problem: 'No response from a.example.' },
});

test('a log has a line with its time for each change, and none if nothing has changed', () => {
  const { output, text } = recorded();
  const clock = new VirtualClock({ now: 0 });
  const display = logDisplay([], output, { ...ascii, clock });
  const { problem: _, ...asking } = noAnswer('network', 0);
  display.show({ batchId: 'demo', pending: asking });
  display.show(failing('demo', noAnswer('network', 1000)));
  display.show(failing('demo', noAnswer('network', 2000)));
  display.show(failing('demo', noAnswer('rate_limited', 30_000)));
  display.show(watchedWith('demo'));
  display.show(watchedWith('other'));
  display.show(watchedWith('demo', { ...anUpdate, receivedAt: 15_000 }));
  display.show({ batchId: 'demo', failure: { code: 'stalled', message: 'printed elsewhere' } });
  display.close();
  const zero = '1970-01-01T00:00:00+00:00';
  expect(text().split('\n')).toEqual([
    `${zero} demo no response yet, network, next in 1 s, problem: No response from a.example.`,
    `${zero} demo no response yet, rate limited, next in 30 s, problem: No response from a.example.`,
    expect.stringMatching(
      / demo running: 100 of 150 done.* 24 s left \(20-30 s, medium confidence\)$/,
    ),
    expect.stringMatching(/ other running: 100 of 150 done/),
    '',
  ]);
});

test('a log repeats once a minute a problem that lasts, and only then', async () => {
  const { output, text } = recorded();
  const clock = new VirtualClock({ now: 0 });
  const watched = [failing('demo', noAnswer('network', 70_000)), watchedWith('other')];
  const display = logDisplay(watched, output, { ...ascii, clock });
  await clock.advance(61_000);
  const reminder =
    '1970-01-01T00:01:00+00:00 demo no response yet, network, next in 10 s, problem: No response from a.example.\n';
  expect(text()).toBe(reminder);
  watched[1] = Object.assign(watched[1]!, failing('other', noAnswer('network', 200_000)));
  delete watched[1].update;
  await clock.advance(60_000);
  expect(text().slice(reminder.length)).toMatch(
    /^1970-01-01T00:02:00\+00:00 demo \(and 1 more with a problem\) no response yet/,
  );
  for (const [index, each] of watched.entries()) {
    watched[index] = Object.assign(each, watchedWith(each.batchId));
    delete each.pending;
  }
  const before = text();
  await clock.advance(600_000);
  expect(text()).toBe(before);
  display.close();
  expect(clock.sleeping).toBe(0);
});

test('JSON contains a problem with code and message; a missing response is reported elsewhere', () => {
  const [json, asides] = [recorded(), recorded()];
  const clock = new VirtualClock({ now: 0 });
  const display = jsonDisplay([], json.output, asides.output, { ...ascii, clock });
  display.show(failing('demo', noAnswer('network', 1000)));
  const problem = new NetworkError('GET /status was not answered.');
  const askedToWaitUntil = 9000.6;
  display.show(
    watchedWith('demo', { ...anUpdate, nextCheckAt: 5000.4, askedToWaitUntil, problem }),
  );
  display.show({ batchId: 'demo', failure: { code: 'stalled', message: 'No call has ended.' } });
  display.close();
  const [update, error] = json.text().trimEnd().split('\n');
  expect(JSON.parse(update!)).toMatchObject({
    type: 'update',
    batchId: 'demo',
    phase: 'running',
    nextCheckAt: 5000,
    askedToWaitUntil: 9001,
    problem: { code: 'network', message: 'GET /status was not answered.' },
  });
  expect(JSON.parse(error!)).toEqual({
    type: 'error',
    batchId: 'demo',
    code: 'stalled',
    message: 'No call has ended.',
  });
  expect(asides.text()).toMatch(
    /^1970-01-01T00:00:00\+00:00 demo no response yet, network, next in 1 s, .+\n$/,
  );
});
