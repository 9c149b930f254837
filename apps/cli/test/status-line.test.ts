import { NetworkError, type BatchStatus, type Phase, type Update } from '@batch-status/fetch';
import { Ansis } from 'ansis';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { glyphsFor } from '../src/glyphs.ts';
import { describeUpdate, statusLine } from '../src/status-line.ts';
import { aBatch, anUpdate } from './an-update.ts';

const glyphs = glyphsFor({ LANG: 'C.UTF-8' });
const plain = { glyphs, colour: new Ansis(0) };
const coloured = { glyphs, colour: new Ansis(3) };
const problem = new NetworkError('GET /status was not answered.');

const nothing = { fraction: 0, unaccounted: 0 };

const count = fc.nat(Number.MAX_SAFE_INTEGER);
const anyUpdate = fc
  .record({
    phase: fc.constantFrom<Phase>('queued', 'scheduled', 'running', 'finishing', 'complete'),
    counts: fc.tuple(count, count, count, count),
    unaccounted: count,
    throughput: fc.option(fc.double({ min: 0, noNaN: true })),
    timeLeft: fc.option(fc.tuple(fc.nat(1e12), fc.nat(1e12))),
    failing: fc.boolean(),
    nextCheckAt: fc.option(fc.nat(1e6), { nil: undefined }),
  })
  .map(({ phase, counts, unaccounted, throughput, timeLeft, failing, nextCheckAt }): Update => {
    const [waiting, active, completed, failed] = counts;
    const total = waiting + active + completed + failed + unaccounted;
    const batch: BatchStatus = { ...aBatch, waiting, active, completed, failed, total };
    return {
      ...{ batch, phase, receivedAt: 0, nextCheckAt },
      progress: {
        ...{ fraction: 0.5, done: completed + failed, unaccounted },
        ...(throughput === null ? {} : { throughput }),
        ...(timeLeft
          ? { timeLeft: { low: timeLeft[0], high: timeLeft[1], confidence: 'low' } }
          : {}),
      },
      ...(failing ? { problem } : {}),
    };
  });

describe('the line of a batch in a terminal', () => {
  test('is never wider than the terminal', () => {
    const label = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(anyUpdate, fc.integer({ min: 20, max: 300 }), label, (update, columns, id) => {
        const line = statusLine(id, update, 1000, columns, coloured);
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toContain('\n');
      }),
    );
  });

  test.each([
    [
      160,
      'demo running ███████████████████▓▒░░░░░░░░░ 100/150 · 5 failed · 20–30 s left · 5 active · 2.5/s · 45 waiting · 95 completed · 1 s old · next in 4 s',
    ],
    [60, 'demo running ███████▓▒░░░ 100/150 · 5 failed · 20–30 s left'],
    [40, 'demo running ████▓▒░░ 100/150 · 5 failed'],
    [20, '████▓▒░░ 100/150'],
  ])('says with %i columns what fits', (columns, line) => {
    expect(statusLine('demo', anUpdate, 1000, columns, plain)).toBe(line);
  });

  test('says before all else why there is no news, and how old the last is', () => {
    const line = statusLine('demo', { ...anUpdate, problem }, 40_000, 60, plain);
    expect(line).toMatch(/^demo running [█▓▒░]+ 100\/150 · network, 40 s old$/);
    expect(statusLine('demo', { ...anUpdate, problem }, 40_000, 30, plain)).toBe(
      '100/150 · network, 40 s old',
    );
  });

  test('has a bar of the same width from the start to the end', () => {
    const queued = { ...aBatch, waiting: 150, active: 0, completed: 0, failed: 0 };
    const complete = { ...aBatch, waiting: 0, active: 0, completed: 145 };
    const updates: Update[] = [
      { ...anUpdate, phase: 'queued', batch: queued, progress: { ...nothing, done: 0 } },
      anUpdate,
      { ...anUpdate, phase: 'complete', batch: complete, progress: { ...nothing, done: 150 } },
    ];
    const bars = updates.map((update) => statusLine('demo', update, 1000, 100, plain));
    expect(bars.map((line) => line.replaceAll(/[^█▓▒░]/g, '').length)).toEqual([20, 20, 20]);
  });

  test('gives up the batch id before the bar', () => {
    const line = statusLine('batch_7891011121314', anUpdate, 1000, 30, plain);
    expect(line).toMatch(/^running [█▓▒░]+ 100\/150$/);
  });
});

test('the line of a batch in a log says what each number is', () => {
  expect(describeUpdate(anUpdate, plain)).toBe(
    'running: 100 of 150 done (95 completed, 5 failed), 5 active, 45 waiting, 0 unaccounted, 2.5 calls/s, 20–30 s left',
  );
  expect(describeUpdate({ ...anUpdate, problem }, plain)).toMatch(
    /left, problem: GET \/status was not answered\.$/,
  );
  const { throughput: _, timeLeft: __, ...little } = anUpdate.progress;
  expect(describeUpdate({ ...anUpdate, progress: little }, plain)).toMatch(/0 unaccounted$/);
});
