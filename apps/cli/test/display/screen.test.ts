import { Ansis } from 'ansis';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { glyphsFor } from '../../src/display/glyphs.ts';
import { screen } from '../../src/display/screen.ts';
import type { Watched } from '../../src/display/watched.ts';
import { aBatch, anUpdate } from '../an-update.ts';

const style = { glyphs: glyphsFor({ LANG: 'C.UTF-8' }), color: new Ansis(0) };
const failure = { code: 'not_found', message: 'There is no such batch.' } as const;
const running: Watched = { batchId: 'first', update: anUpdate };
const complete: Watched = {
  batchId: 'the-second',
  update: {
    ...anUpdate,
    ...{ phase: 'complete', nextCheckAt: undefined },
    batch: {
      ...aBatch,
      isComplete: true,
      completed: 5,
      failed: 0,
      active: 0,
      waiting: 0,
      total: 5,
    },
    progress: { fraction: 1, done: 5, unaccounted: 0 },
  },
};
const refused: Watched = { batchId: 'third', failure };

test('each batch has a line, in the order given, and the bars are aligned', () => {
  const lines = screen([running, complete, refused], 1000, { columns: 70, rows: 24 }, style);
  expect(lines).toEqual([
    'first      running   ████████▓▒░░░░ 100/150 · 5 failed · 20–30 s left',
    'the-second complete  ██████████████     5/5 · 0 failed · 5 completed',
    'third      not found: There is no such batch.',
  ]);
});

test('with more batches than rows, those that are over are left out, and a line counts them', () => {
  const watched = [complete, running, refused, complete, { ...running, batchId: 'last' }];
  const lines = screen(watched, 1000, { columns: 70, rows: 4 }, style);
  expect(lines).toEqual([
    expect.stringMatching(/^first running /),
    expect.stringMatching(/^last {2}running /),
    'and 3 more: 2 complete, 1 not found',
  ]);
});

const anyWatched = fc
  .constantFrom<Watched>(running, complete, refused, { batchId: '日本語' })
  .map((watched) => ({ ...watched }));

test('the drawing fits every terminal and accounts for every batch', () => {
  const columns = fc.integer({ min: 20, max: 200 });
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
        const more = Number(/^and (\d+) more/.exec(lines.at(-1)!)?.[1] ?? 0);
        expect(lines.length + more - (more > 0 ? 1 : 0)).toBe(all.length);
      },
    ),
  );
});
