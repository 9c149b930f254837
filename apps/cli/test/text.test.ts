import type { BatchStatus, Phase, Update } from '@batch-status/fetch';
import { Ansis } from 'ansis';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { shares } from '../src/bar.ts';
import { formatDuration, formatRange } from '../src/duration.ts';
import { glyphsFor } from '../src/glyphs.ts';
import { maskBatch } from '../src/mask.ts';
import { statusLine } from '../src/status-line.ts';

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [999, '1 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [93_784_000, '1 d 2 h'],
])('%i ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [9_000, 18_000, '9–18 s'],
  [50_000, 120_000, '50 s – 2 min'],
  [60_000, 61_000, '1 min – 1 min 1 s'],
  [5_000, 5_100, '5 s'],
])('from %i to %i ms is %s', (low, high, text) => {
  expect(formatRange(low, high, '–')).toBe(text);
});

test('the segments of a bar fill it, and every count has a cell while there is one to spare', () => {
  const counts = fc.array(fc.nat(100_000), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 8, max: 60 }), (values, width) => {
      const cells = shares(values, width);
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(width);
      const drawn = values.map((value, index) => [value > 0, cells[index]! > 0]);
      fc.pre(values.some((value) => value > 0));
      expect(drawn.filter(([counted, visible]) => counted !== visible)).toEqual([]);
    }),
  );
  expect(shares([100_000, 1, 1, 1, 0], 10)).toEqual([7, 1, 1, 1, 0]);
});

const count = fc.nat(1_000_000);
const anyUpdate = fc
  .record({
    phase: fc.constantFrom<Phase>('queued', 'running', 'finishing', 'complete'),
    counts: fc.tuple(count, count, count, count),
    unaccounted: count,
    throughput: fc.option(fc.double({ min: 0, max: 1000, noNaN: true })),
    timeLeft: fc.option(fc.tuple(fc.nat(1e9), fc.nat(1e9))),
  })
  .map(({ phase, counts, unaccounted, throughput, timeLeft }): Update => {
    const [waiting, active, completed, failed] = counts;
    const total = waiting + active + completed + failed + unaccounted;
    const batch: BatchStatus = {
      ...{ status: 'processing', isComplete: false, waiting, active, completed, failed, total },
    };
    return {
      ...{ batch, phase, receivedAt: 0, nextCheckAt: 5000 },
      progress: {
        ...{ fraction: 0.5, done: completed + failed, unaccounted },
        ...(throughput === null ? {} : { throughput }),
        ...(timeLeft
          ? { timeLeft: { low: timeLeft[0], high: timeLeft[1], confidence: 'low' } }
          : {}),
      },
    };
  });

test('the line of a batch is never wider than the terminal', () => {
  const style = { glyphs: glyphsFor({ LANG: 'C.UTF-8' }), colour: new Ansis(3) };
  fc.assert(
    fc.property(
      anyUpdate,
      fc.integer({ min: 20, max: 300 }),
      fc.string(),
      (update, columns, label) => {
        expect(stringWidth(statusLine(label, update, 1000, columns, style))).toBeLessThanOrEqual(
          columns,
        );
      },
    ),
  );
});

test('a terminal without UTF-8 gets characters that it has', () => {
  for (const glyph of Object.values(glyphsFor({ LANG: 'C' }))) {
    expect(glyph).toMatch(/^[\u0020-\u007E]$/);
  }
});

test('the numbers called keep their last two digits', () => {
  const batch = {
    ...{ status: 'processing', isComplete: false, waiting: 0, active: 0, completed: 1, failed: 1 },
    total: 2,
    recent_calls: [
      { jobId: 'a', status: 'completed' as const, phone_number: '+15550100199' },
      { jobId: 'b', status: 'failed' as const, error: 'no answer from +1 555 010 0199' },
    ],
  };
  expect(maskBatch(batch).recent_calls).toEqual([
    { jobId: 'a', status: 'completed', phone_number: '•••99' },
    { jobId: 'b', status: 'failed', error: 'no answer from •••' },
  ]);
  expect(batch.recent_calls[0]?.phone_number).toBe('+15550100199');
});
