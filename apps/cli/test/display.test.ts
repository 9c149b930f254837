import { stripVTControlCharacters } from 'node:util';
import { NetworkError } from '@batch-status/fetch';
import { expect, test } from 'vitest';
import {
  jsonDisplay,
  liveDisplay,
  plainDisplay,
  type DisplayClock,
  type Terminal,
} from '../src/display.ts';
import { anUpdate } from './an-update.ts';

function recordedStream(columns: number): { stream: Terminal; text: () => string } {
  let written = '';
  const stream = {
    columns,
    on: () => stream,
    off: () => stream,
    write: (chunk: string): boolean => {
      written += chunk;
      return true;
    },
  } as unknown as Terminal;
  return { stream, text: () => stripVTControlCharacters(written) };
}

/** A clock that stands still until it is told to go on. */
function handClock(): DisplayClock & { tick: (ms: number) => void; calls: number } {
  let now = 0;
  let callback: (() => void) | undefined;
  return {
    calls: 0,
    now: () => now,
    every(_ms, given) {
      callback = given;
      return () => (callback = undefined);
    },
    tick(ms) {
      now += ms;
      if (callback) this.calls += 1;
      callback?.();
    },
  };
}

test('a terminal shows the data growing old, and no more after the end', () => {
  const { stream, text } = recordedStream(160);
  const clock = handClock();
  const display = liveDisplay('demo', stream, clock, { LANG: 'C.UTF-8' });
  display.show(anUpdate);
  expect(text()).toContain('0 s old · next in 5 s');
  clock.tick(3000);
  expect(text()).toContain('3 s old · next in 2 s');
  display.close();
  const shown = text();
  clock.tick(1000);
  expect(text()).toBe(shown);
  expect(clock.calls).toBe(1);
});

test('a terminal shows when the next try comes while there is no answer yet', () => {
  const { stream, text } = recordedStream(80);
  const clock = handClock();
  const display = liveDisplay('demo', stream, clock);
  expect(text()).toBe('demo asking\n');
  display.excuse('rate_limited', 8000);
  clock.tick(3000);
  expect(text()).toContain('demo no answer yet: rate limited, next try in 8 s\n');
  expect(text()).toContain('demo no answer yet: rate limited, next try in 5 s\n');
  display.close();
});

test('a log has a line for each change, and none for more of the same', () => {
  const { stream, text } = recordedStream(80);
  const display = plainDisplay('demo', stream);
  display.excuse('network', 1000);
  display.excuse('network', 2000);
  display.excuse('rate_limited', 30_000);
  display.show(anUpdate);
  display.show({ ...anUpdate, receivedAt: 15_000 });
  display.close();
  expect(text().split('\n')).toEqual([
    'demo no answer yet: network, next try in 1 s',
    'demo no answer yet: rate limited, next try in 30 s',
    expect.stringMatching(/^demo running: 100 of 150 done/),
    '',
  ]);
});

test('JSON tells of a problem by code and message, and of a missing answer elsewhere', () => {
  const [json, asides] = [recordedStream(80), recordedStream(80)];
  const display = jsonDisplay('demo', json.stream, asides.stream);
  display.excuse('network', 1000);
  const problem = new NetworkError('GET /status was not answered.');
  display.show({ ...anUpdate, nextCheckAt: 5000.4, problem });
  display.close();
  expect(JSON.parse(json.text())).toMatchObject({
    batchId: 'demo',
    phase: 'running',
    nextCheckAt: 5000,
    problem: { code: 'network', message: 'GET /status was not answered.' },
  });
  expect(asides.text()).toBe('demo no answer yet: network, next try in 1 s\n');
});
