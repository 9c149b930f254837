import { NetworkError, type BatchStatus, type Phase, type WatchUpdate } from '@batch-status/node';
import { Ansis } from 'ansis';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { glyphsFor } from '../../src/display/glyphs.ts';
import { alignmentOf } from '../../src/display/alignment.ts';
import { logLine } from '../../src/display/log-line.ts';
import { statusLine, type LineStyle } from '../../src/display/status-line.ts';
import type { Watched } from '../../src/display/watched.ts';
import { aBatch, anUpdate, noAnswer } from '../an-update.ts';

const glyphs = glyphsFor({ LANG: 'C.UTF-8' });
const plain = { glyphs, color: new Ansis(0) };
const colored = { glyphs, color: new Ansis(3) };
const problem = new NetworkError('GET /status was not answered.');

/** The line of a single batch. */
const lineOf = (watched: Watched, now: number, columns: number, style: LineStyle = plain): string =>
  statusLine(watched, now, columns, style, alignmentOf([watched]));

const demo: Watched = { batchId: 'demo', update: anUpdate };

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
  .map(
    ({ phase, counts, unaccounted, throughput, timeLeft, failing, nextCheckAt }): WatchUpdate => {
      const [waiting, active, completed, failed] = counts;
      const total = waiting + active + completed + failed + unaccounted;
      const batch: BatchStatus = { ...aBatch, waiting, active, completed, failed, total };
      return {
        type: 'update',
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
    },
  );

describe('the line of a batch in a terminal', () => {
  test('is never wider than the terminal', () => {
    const label = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(anyUpdate, fc.integer({ min: 20, max: 300 }), label, (update, columns, id) => {
        const line = lineOf({ batchId: id, update }, 1000, columns, colored);
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toContain('\n');
      }),
    );
  });

  test.each([
    [
      160,
      'demo running ███████████████████▓▒░░░░░░░░░ 100/150 · 5 failed · 20–30 s left · 2.5/s · 1 s old · next in 4 s · 5 active · 45 waiting · 95 completed',
    ],
    [60, 'demo running ███████▓▒░░░ 100/150 · 5 failed · 20–30 s left'],
    [40, 'demo running ████▓▒░░ 100/150 · 5 failed'],
    [20, '████▓▒░░ 100/150'],
  ])('shows what fits in %i columns', (columns, line) => {
    expect(lineOf(demo, 1000, columns)).toBe(line);
  });

  test('gives priority to a problem and to the age of the data', () => {
    const failing = { ...demo, update: { ...anUpdate, problem } };
    const line = lineOf(failing, 40_000, 60);
    expect(line).toMatch(/^demo running [█▓▒░]+ 100\/150 · network, 40 s old$/);
    expect(lineOf(failing, 40_000, 30)).toBe('100/150 · network, 40 s old');
  });

  test('has a bar of constant width', () => {
    const queued = { ...aBatch, waiting: 150, active: 0, completed: 0, failed: 0 };
    const complete = { ...aBatch, waiting: 0, active: 0, completed: 145 };
    const updates: WatchUpdate[] = [
      { ...anUpdate, phase: 'queued', batch: queued, progress: { ...nothing, done: 0 } },
      anUpdate,
      { ...anUpdate, phase: 'complete', batch: complete, progress: { ...nothing, done: 150 } },
    ];
    const bars = updates.map((update) => lineOf({ ...demo, update }, 1000, 100));
    expect(bars.map((line) => line.replaceAll(/[^█▓▒░]/g, '').length)).toEqual([20, 20, 20]);
  });

  test.each<[string, Watched, string]>([
    ['asking', { batchId: 'demo' }, 'demo asking'],
    [
      'rejected before the first answer',
      { batchId: 'demo', failure: { code: 'not_found', message: 'There is no such batch.' } },
      'demo not found: There is no such batch.',
    ],
    [
      'ended by --max-wait',
      { ...demo, failure: { code: 'max_wait', message: 'It took too long.' } },
      'demo 100/150 max wait: It took too long.',
    ],
    [
      'waiting for the first answer',
      { batchId: 'demo', pending: noAnswer('rate_limited', 6000) },
      'demo no answer yet: rate limited, next try in 5 s',
    ],
  ])('shows the state of a batch without a bar: %s', (_what, watched, line) => {
    expect(lineOf(watched, 1000, 80)).toBe(line);
  });

  test.each([
    ['cancelled', 'cancelled'],
    ['failed', 'failed'],
    ['completed', 'complete'],
    ['archived, says a newer server', 'complete'],
  ])('shows that a batch with the status %s is %s', (status, state) => {
    const batch = { ...aBatch, status, isComplete: true, waiting: 0, active: 0 };
    const progress = { ...nothing, done: 100, unaccounted: 50 };
    const update: WatchUpdate = {
      ...{ ...anUpdate, batch, progress, phase: 'complete', nextCheckAt: undefined },
    };
    expect(lineOf({ batchId: 'demo', update }, 99_000, 100)).toMatch(
      new RegExp(`^demo ${state} █+▓ + 100/150 · 5 failed · 50 unaccounted · 95 completed$`),
    );
  });

  test('keeps its colors where it is cut', () => {
    const failing = { ...demo, update: { ...anUpdate, problem } };
    expect(lineOf(failing, 40_000, 20, colored)).toMatch(
      // oxlint-disable-next-line no-control-regex -- it tests colors
      /^100\/150 .+ \u001B\[33mnetwork, 4\u001B\[39m$/,
    );
  });

  test.each([
    ['日本語日本語', 11, '日本語日本'],
    ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧'],
    ['नमस्तेनमस्ते', 5, 'नमस्तेनम'],
  ])('is cut between characters, by the columns they take: %s', (batchId, columns, line) => {
    expect(lineOf({ batchId }, 1000, columns)).toBe(line);
  });

  test('leaves out the batch id before the bar', () => {
    const line = lineOf({ ...demo, batchId: 'batch_7891011121314' }, 1000, 30);
    expect(line).toMatch(/^running [█▓▒░]+ 100\/150$/);
  });
});

test('the line of a batch in a log names each number', () => {
  expect(logLine(demo, anUpdate, glyphs)).toBe(
    'running: 100 of 150 done (95 completed, 5 failed), 5 active, 45 waiting, 0 unaccounted, 2.5 calls/s, 20–30 s left',
  );
  expect(logLine(demo, { ...anUpdate, problem }, glyphs)).toMatch(
    /left, problem: GET \/status was not answered\.$/,
  );
  const { throughput: _, timeLeft: __, ...little } = anUpdate.progress;
  expect(logLine(demo, { ...anUpdate, progress: little }, glyphs)).toMatch(/0 unaccounted$/);
});
