import { stripVTControlCharacters } from 'node:util';
import { NetworkError } from '@batch-status/node';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import type { Writable } from '../../src/session/output.ts';
import { jsonDisplay } from '../../src/display/json-display.ts';
import { logDisplay } from '../../src/display/log-display.ts';
import { anUpdate, noAnswer } from '../an-update.ts';

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

const clock = new VirtualClock({ now: 0 });
test('a log has a line for each change, and none if nothing has changed', () => {
  const { output, text } = recorded();
  const display = logDisplay(output, clock, { LANG: 'C' });
  const { problem: _, ...asking } = noAnswer('network', 0);
  display.show({ batchId: 'demo', pending: asking });
  display.show({ batchId: 'demo', pending: noAnswer('network', 1000) });
  display.show({ batchId: 'demo', pending: noAnswer('network', 2000) });
  display.show({ batchId: 'demo', pending: noAnswer('rate_limited', 30_000) });
  display.show({ batchId: 'demo', update: anUpdate });
  display.show({ batchId: 'other', update: anUpdate });
  display.show({ batchId: 'demo', update: { ...anUpdate, receivedAt: 15_000 } });
  display.show({ batchId: 'demo', failure: { code: 'stalled', message: 'printed elsewhere' } });
  display.close();
  expect(text().split('\n')).toEqual([
    'demo no answer yet: network, next try in 1 s',
    'demo no answer yet: rate limited, next try in 30 s',
    expect.stringMatching(/^demo running: 100 of 150 done .* 20-30 s left$/),
    expect.stringMatching(/^other running: 100 of 150 done/),
    '',
  ]);
});

test('JSON contains a problem with code and message; a missing answer is reported elsewhere', () => {
  const [json, asides] = [recorded(), recorded()];
  const display = jsonDisplay(json.output, asides.output, clock, { LANG: 'C' });
  display.show({ batchId: 'demo', pending: noAnswer('network', 1000) });
  const problem = new NetworkError('GET /status was not answered.');
  display.show({ batchId: 'demo', update: { ...anUpdate, nextCheckAt: 5000.4, problem } });
  display.show({ batchId: 'demo', failure: { code: 'stalled', message: 'No call has ended.' } });
  display.close();
  const [update, error] = json.text().trimEnd().split('\n');
  expect(JSON.parse(update!)).toMatchObject({
    type: 'update',
    batchId: 'demo',
    phase: 'running',
    nextCheckAt: 5000,
    problem: { code: 'network', message: 'GET /status was not answered.' },
  });
  expect(JSON.parse(error!)).toEqual({
    type: 'error',
    batchId: 'demo',
    code: 'stalled',
    message: 'No call has ended.',
  });
  expect(asides.text()).toBe('demo no answer yet: network, next try in 1 s\n');
});
