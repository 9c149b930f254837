import { Ansis } from 'ansis';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { paletteOf } from '../../src/terminal/palette.ts';
import { screen } from '../../src/terminal/screen.ts';
import type { Watched } from '../../src/display/watched.ts';
import { aBatch, anUpdate, displayStyle, noAnswer, watchedWith } from '../an-update.ts';

const style = { ...displayStyle, palette: paletteOf(new Ansis(0)) };
const failure = { code: 'not_found', message: 'There is no such batch.' } as const;
const running = watchedWith('first');
const complete = watchedWith('the-second', {
  ...{ ...anUpdate, phase: 'complete', nextCheckAt: undefined },
  batch: {
    ...aBatch,
    ...{ isComplete: true, completed: 5, failed: 0, active: 0, waiting: 0, total: 5 },
  },
  progress: { fraction: 1, done: 5, unaccounted: 0 },
});
const refused: Watched = { batchId: 'third', failure };
const failing: Watched = {
  ...{ batchId: 'fourth', pending: noAnswer('network', 9000), failingSince: 0 },
  problem: 'No response from a.example (ECONNREFUSED).',
};

test('each batch has a line, in the order given, and the columns are aligned', () => {
  const lines = screen([running, complete, refused], 1000, { columns: 80, rows: 24 }, style);
  expect(lines).toEqual([
    'first      running   ██████▓▒░░ 100/150 next 4s   5 failed 23 s left (medium)',
    'the-second complete  ██████████     5/5           0 failed',
    'third      not found: There is no such batch.',
  ]);
});

test('with more batches than rows, a line counts those that ended, and what is wrong is shown', () => {
  const watched = [
    ...[complete, running, refused, complete],
    ...[watchedWith('fifth'), failing, { ...running, batchId: 'last' }],
  ];
  const lines = screen(watched, 1000, { columns: 70, rows: 5 }, style);
  expect(lines).toEqual([
    expect.stringMatching(/^first +running /),
    'third      not found: There is no such batch.',
    'fourth     network, next 8s, for 1 s, No response from a.example (ECO…',
    'and 4 more: 2 complete, 2 running',
  ]);
});

const anyWatched = fc
  .constantFrom<Watched>(running, complete, refused, failing, { batchId: '日本語' })
  .map((watched) => ({ ...watched }));

test('the drawing fits every terminal and accounts for every batch', () => {
  const columns = fc.integer({ min: 1, max: 200 });
  const rows = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(
      fc.array(anyWatched, { minLength: 1, maxLength: 40 }),
      columns,
      rows,
      (all, c, r) => {
        const lines = screen(all, 1000, { columns: c, rows: r }, style);
        expect(lines.length).toBeLessThanOrEqual(Math.max(1, r - 1));
        expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(c);
        fc.pre(c > 20);
        const more = Number(/^and (\d+) more/.exec(lines.at(-1)!)?.[1] ?? 0);
        expect(lines.length + more - (more > 0 ? 1 : 0)).toBe(all.length);
      },
    ),
  );
});
