import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import type { Output } from '../../src/session/output.ts';
import { terminalDisplay } from '../../src/terminal/terminal-display.ts';
import type { Watched } from '../../src/display/watched.ts';
import { aBatch, anUpdate, displayStyle, noAnswer, watchedWith } from '../an-update.ts';
import { emulator } from '../terminal-emulator.ts';

const still = { ...displayStyle, clock: new VirtualClock({ now: 0 }) };

const running = (batchId: string): Watched => watchedWith(batchId);
const complete = (batchId: string): Watched => ({
  batchId,
  update: {
    ...{ ...anUpdate, phase: 'complete', nextCheckAt: undefined },
    batch: { ...aBatch, isComplete: true, waiting: 0, active: 0, completed: 145 },
    progress: { fraction: 1, done: 150, unaccounted: 0 },
  },
});

test('a terminal shows the age of the data, until the display is closed', async () => {
  const { terminal, resize, text } = emulator(160, 24);
  const clock = new VirtualClock({ now: 0 });
  const display = terminalDisplay([running('demo')], terminal, { ...displayStyle, clock });
  expect((await text()).join()).toMatch(/ next in 5 s .* 0 s old/);
  await clock.advance(3000);
  expect((await text()).join()).toMatch(/ next in 2 s .* 3 s old/);
  display.close();
  const shown = await text();
  expect(shown).toHaveLength(1);
  await clock.advance(1000);
  await resize(170, 24);
  expect(await text()).toEqual(shown);
  expect(process.listenerCount('SIGTSTP')).toBe(0);
  expect(clock.sleeping).toBe(0);
});

test('until the first response, a terminal shows when the next try is', async () => {
  const { terminal, text } = emulator(80, 24);
  const clock = new VirtualClock({ now: 0 });
  const demo: Watched = { batchId: 'demo' };
  const display = terminalDisplay([demo], terminal, { ...displayStyle, clock });
  expect(await text()).toEqual(['demo asking']);
  Object.assign(demo, {
    pending: noAnswer('rate_limited', 8000),
    ...{ problem: 'GET /status failed.', failingSince: 0 },
  });
  display.show(demo);
  await clock.advance(3000);
  expect(await text()).toEqual(['demo rate limited, next 5s, for 3 s, GET /status failed.']);
  display.close();
});

test('after a change of size everything is redrawn, and nothing old remains', async () => {
  const { terminal, resize, text } = emulator(100, 24);
  terminal.write('$ batch-status watch a b c\n');
  const watched = ['a', 'b', 'c'].map(running);
  const display = terminalDisplay(watched, terminal, still);
  for (const [columns, rows] of [
    [40, 24],
    [30, 10],
    [100, 24],
    [21, 24],
    [120, 5],
    [60, 24],
  ]) {
    await resize(columns!, rows!);
    const lines = (await text()).slice(columns! < 26 ? 2 : 1);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(columns! < 30 ? 'next 5s' : '100/150');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns!);
  }
  display.close();
  expect((await text()).filter((line) => line.includes('100/150'))).toHaveLength(3);
});

test('with more batches than rows, all are shown at the end', async () => {
  const { terminal, text } = emulator(80, 5);
  const watched = Array.from({ length: 9 }, (_, index) => running(`batch-${index}`));
  const display = terminalDisplay(watched, terminal, still);
  expect((await text()).at(-1)).toBe('and 6 more: 6 running');
  for (const each of watched) display.show(Object.assign(each, complete(each.batchId)));
  display.close();
  const lines = await text();
  expect(lines).toHaveLength(9);
  for (const [index, line] of lines.entries()) expect(line).toMatch(`batch-${index} complete`);
});

test('a terminal that does not know its size is treated as 80 by 24', async () => {
  const { terminal, text } = emulator(200, 50);
  const unsized = Object.create(terminal, {
    columns: { value: 0 },
    rows: { value: 0 },
  }) as Output;
  const display = terminalDisplay([running('demo')], unsized, still);
  const [line] = await text();
  expect(line).toContain('100/150');
  expect(line!.length).toBeLessThanOrEqual(80);
  display.close();
});
