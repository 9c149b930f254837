import { NetworkError, type BatchStatus, type Phase, type WatchUpdate } from '@batch-status/node';
import { Ansis } from 'ansis';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { Columns } from '../../src/terminal/columns.ts';
import { logLine } from '../../src/display/log-line.ts';
import { paletteOf } from '../../src/terminal/palette.ts';
import { statusLine, textsOf, type LineStyle } from '../../src/terminal/status-line.ts';
import type { Watched } from '../../src/display/watched.ts';
import { aBatch, anUpdate, displayStyle, noAnswer, watchedWith } from '../an-update.ts';

const plain = { ...displayStyle, palette: paletteOf(new Ansis(0)) };
const colored = { ...displayStyle, palette: paletteOf(new Ansis(3)) };
const problem = new NetworkError('GET /status was not answered.');

/** The line of a single batch. */
function lineOf(watched: Watched, now: number, columns: number, style: LineStyle = plain): string {
  const widths = new Columns();
  widths.fit(textsOf(watched, now, columns, style));
  return statusLine(watched, now, columns, style, widths.layout(columns));
}

const demo = watchedWith('demo');
const failing = watchedWith('demo', { ...anUpdate, nextCheckAt: 45_000, problem });
const pending: Watched = {
  ...{ batchId: 'demo', pending: noAnswer('rate_limited', 6000), failingSince: 0 },
  problem: 'GET /status failed.',
};

const nothing = { fraction: 0, unaccounted: 0 };

const count = fc.nat(Number.MAX_SAFE_INTEGER);
const anyUpdate = fc
  .record({
    phase: fc.constantFrom<Phase>('queued', 'scheduled', 'running', 'finishing', 'complete'),
    counts: fc.tuple(count, count, count, count),
    unaccounted: count,
    throughput: fc.option(fc.double({ min: 0, noNaN: true })),
    timeLeft: fc.option(fc.tuple(fc.nat(1e12), fc.nat(1e12), fc.nat(1e12))),
    isFailing: fc.boolean(),
    nextCheckAt: fc.option(fc.nat(1e6), { nil: undefined }),
  })
  .map(
    ({ phase, counts, unaccounted, throughput, timeLeft, isFailing, nextCheckAt }): WatchUpdate => {
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
            ? {
                timeLeft: {
                  likely: timeLeft[0],
                  low: timeLeft[1],
                  high: timeLeft[2],
                  confidence: 'low',
                },
              }
            : {}),
        },
        ...(isFailing ? { problem } : {}),
      };
    },
  );

describe('the line of a batch in a terminal', () => {
  test('is never wider than the terminal', () => {
    const label = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(anyUpdate, fc.integer({ min: 1, max: 300 }), label, (update, columns, id) => {
        const line = lineOf(watchedWith(id, update), 1000, columns, colored);
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toContain('\n');
      }),
    );
  });

  test('shows the time left, its range, and the expected end of a batch with a usual id in 120 columns', () => {
    const timeLeft = {
      likely: 840_000,
      low: 600_000,
      high: 1_200_000,
      confidence: 'high',
    } as const;
    const update = { ...anUpdate, progress: { ...anUpdate.progress, timeLeft } };
    const line = lineOf(watchedWith('batch_7891011121314', update), 0, 120);
    expect(line).toMatch(/ 5 failed 14 min left \(10–20 min, high\) +about 00:14/);
  });

  test.each([
    [
      180,
      'demo running    ██████████▓▒░░░░░  100/150   66 %  next in 4 s      5 failed  23 s left (19–29 s, medium)                      for 5 min     2.5/s     1 s old   5 active',
    ],
    [80, 'demo running   █████▓▒░░ 100/150 next 4s   5 failed 23 s left (19–29 s, medium)'],
    [76, 'demo running   ███████▓▒░░░ 100/150 next 4s   5 failed 23 s left (medium)'],
    [66, 'demo running   ████▓▒░ 100/150 next 4s   5 failed 23s left (med)'],
    [60, 'demo running   ███▓▒░ 100/150 next 4s  23 s left (medium)'],
    [48, 'demo running   100/150 next 4s  23s left (med)'],
    [47, 'demo running   █████▓▒░░ 100/150  66 % next 4s'],
    [40, 'demo running   ████▓▒░░ 100/150 next 4s'],
    [20, 'demo running    66 %'],
    [10, 'demo runn…'],
    [3, 'o r'],
  ])('shows what fits in %i columns', (columns, line) => {
    const startedAt = { ...anUpdate, batch: { ...aBatch, startTime: -299_000 } };
    expect(lineOf(watchedWith('demo', startedAt), 1000, columns)).toBe(line);
  });

  test.each([
    [
      120,
      'demo running   ███████▓▒░░░ 100/150 network, next 5s, 40 s old, GET /status was not answered.',
    ],
    [60, 'demo running   ███▓▒░ 100/150 network, next 5s, 40 s old'],
    [56, 'demo running   100/150 network, next 5s, 40 s old'],
    [40, 'demo running   100/150 network, next 5s'],
    [30, 'demo network, next 5s'],
    [22, 'demo network, next 5s'],
    [15, 'demo network'],
  ])('in %i columns, shows first what is wrong and when the next request is', (columns, line) => {
    expect(lineOf(failing, 40_000, columns)).toBe(line);
  });

  test('says until when the server asked to wait', () => {
    const asked = { ...anUpdate, askedToWaitUntil: 67_200_000, nextCheckAt: 600_000, problem };
    expect(lineOf(watchedWith('demo', asked), 40_000, 80)).toMatch(
      / network, next 9m, server asked to wait until 18:40/,
    );
    const waiting = { ...pending.pending!, askedToWaitUntil: 67_200_000 };
    expect(lineOf({ ...pending, pending: waiting }, 1000, 80)).toBe(
      'demo rate limited, next 5s, server asked to wait until 18:40, for 1 s',
    );
    const { problem: _, ...heeded } = asked;
    expect(lineOf(watchedWith('demo', heeded), 40_000, 250)).toMatch(
      /server asked to wait until 18:40$/,
    );
    expect(lineOf(watchedWith('demo', heeded), 67_200_000, 250)).not.toMatch(/asked/);
  });

  test('says for how long the server asked to wait if that is less than a minute', () => {
    const asked = { ...anUpdate, askedToWaitUntil: 67_200_000 };
    const at = (now: number): string => lineOf(watchedWith('demo', asked), now, 250);
    expect(at(67_140_000)).toMatch(/server asked to wait until 18:40$/);
    expect(at(67_140_001)).toMatch(/server asked to wait for 1 min$/);
    expect(at(67_195_000)).toMatch(/server asked to wait for 5 s$/);
  });

  test('shows the longest form of the time left that fits its column', () => {
    const timeLeft = {
      ...{ likely: 7_140_000, low: 6_000_000, high: 7_140_000 },
      confidence: 'medium',
    } as const;
    const update = { ...anUpdate, progress: { ...anUpdate.progress, timeLeft } };
    const at = (columns: number): string => lineOf(watchedWith('demo', update), 0, columns);
    expect(at(160)).toMatch(/ 119 min left \(100–119 min, medium\) /);
    expect(at(80)).toMatch(/ 119 min left \(medium\)$/);
    expect(at(66)).toMatch(/ 119m left \(med\)$/);
  });

  test.each([
    [40, 'batch…121314 running   100/150 next 5s'],
    [60, 'batch_…1121314 running   100/150 next 5s  14m left (high)'],
    [60, 'batch_…1121314 running   1000/1500 next 5s  14m left (high)', 10],
    [80, 'batch_7891011121314 running   ███▓▒░ 100/150 next 5s   5 failed 14m left (high)'],
  ])(
    'in %i columns, shows the confidence of the time left beside a usual id: %s',
    (columns, line, times = 1) => {
      const { progress, batch } = anUpdate;
      const timeLeft = {
        ...{ likely: 840_000, low: 600_000, high: 1_200_000 },
        confidence: 'high',
      } as const;
      const update = {
        ...anUpdate,
        batch: { ...batch, total: batch.total * times },
        progress: { ...progress, done: progress.done * times, timeLeft },
      };
      expect(lineOf(watchedWith('batch_7891011121314', update), 0, columns)).toBe(line);
    },
  );

  test('shows a time left only with its confidence', () => {
    fc.assert(
      fc.property(anyUpdate, fc.integer({ min: 1, max: 300 }), (update, columns) => {
        const line = lineOf(watchedWith('batch_7891011121314', update), 1000, columns);
        expect(line).not.toMatch(/ left(?! \((.+, )?low\))/);
      }),
    );
  });

  test('counts down to the expected end, and says when it is', () => {
    const timeLeft = {
      likely: 840_000,
      low: 600_000,
      high: 1_200_000,
      confidence: 'high',
    } as const;
    const update = { ...anUpdate, progress: { ...anUpdate.progress, timeLeft } };
    const watched = watchedWith('demo', update);
    expect(lineOf(watched, 0, 150)).toMatch(/ 14 min left \(10–20 min, high\) +about 00:14/);
    expect(lineOf(watched, 240_000, 150)).toMatch(/ 10 min left \(6–16 min, high\) +about 00:14/);
    expect(lineOf(watched, 1_200_000, 150)).not.toMatch(/left|high|about/);
  });

  test('without news, expects a batch to go on for as long as there was none', () => {
    const timeLeft = { likely: 840_000, low: 600_000, high: 1_200_000, confidence: 'low' } as const;
    const update = { ...anUpdate, progress: { ...anUpdate.progress, timeLeft } };
    const watched = watchedWith('demo', { ...update, receivedAt: 60_000 });
    const at = (now: number): string => lineOf(watched, now, 150);
    expect(at(480_000)).toMatch(/ 7 min left \(3–13 min, low\) +about 00:15/);
    expect(at(600_000)).toMatch(/ 9 min left \(1–11 min, low\) +about 00:19/);
    // But no longer than the range.
    expect(at(1_259_900)).toMatch(/ 1 s left \(0–1 s, low\)/);
  });

  test('has a bar of constant width', () => {
    const queued = { ...aBatch, waiting: 150, active: 0, completed: 0, failed: 0 };
    const complete = { ...aBatch, waiting: 0, active: 0, completed: 145 };
    const updates: WatchUpdate[] = [
      { ...anUpdate, phase: 'queued', batch: queued, progress: { ...nothing, done: 0 } },
      anUpdate,
      { ...anUpdate, phase: 'complete', batch: complete, progress: { ...nothing, done: 150 } },
    ];
    const bars = updates.map((update) => lineOf(watchedWith('demo', update), 1000, 100));
    expect(bars.map((line) => line.replaceAll(/[^█▓▒░]/g, '').length)).toEqual([11, 11, 11]);
  });

  test.each<[string, Watched, string]>([
    ['asking', { batchId: 'demo' }, 'demo asking'],
    [
      'rejected before the first response',
      { batchId: 'demo', failure: { code: 'not_found', message: 'There is no such batch.' } },
      'demo not found: There is no such batch.',
    ],
    [
      'ended by --max-wait',
      { ...demo, failure: { code: 'max_wait', message: 'It took too long.' } },
      'demo max wait: It took too long.',
    ],
    [
      'waiting for the first response',
      pending,
      'demo rate limited, next 5s, for 1 s, GET /status failed.',
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
    expect(lineOf(watchedWith('demo', update), 99_000, 140)).toMatch(
      new RegExp(`^demo ${state} +█+▓ + 100/150 +0 % +5 failed +50 unaccounted( |$)`),
    );
  });

  test('keeps its colors where it is cut', () => {
    expect(lineOf(failing, 40_000, 60, colored)).toMatch(
      // oxlint-disable-next-line no-control-regex -- it tests colors
      / \u001B\[38;2;213;94;0mnetwork, next 5s, 40 s old\u001B\[39m$/,
    );
  });

  test.each([
    ['batch_7891011121314', 40, 'batch…121314'],
    ['日本語日本語日本語', 30, '日本…日本語'],
    ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 20, '👩‍👩‍👧👩‍👩‍👧…👩‍👩‍👧👩‍👩‍👧'],
    ['नमस्तेनमस्तेनमस्तेनमस्ते', 20, 'नमस्तेन…मस्तेनमस्ते'],
    ['مرحبا بالعالم كيف حالك', 40, 'مرحبا…ف حالك'],
    [
      'e\u0301a\u0308'.repeat(20),
      20,
      'e\u0301a\u0308e\u0301a\u0308…a\u0308e\u0301a\u0308e\u0301a\u0308',
    ],
  ])('shortens an id in the middle, between characters: %s', (batchId, columns, id) => {
    const line = lineOf({ batchId }, 1000, columns);
    expect(line.startsWith(`${id} `)).toBe(true);
    expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  });
});

describe('the line of a batch in a log', () => {
  const lineAt = (watched: Watched, now: number): string =>
    logLine(watched, now, displayStyle.glyphs, displayStyle.time);

  test('names each number', () => {
    expect(lineAt(demo, 0)).toBe(
      'running: 100 of 150 done, 66 % (95 completed, 5 failed), 5 active, 45 waiting, 0 unaccounted, 2.5 calls/s, 24 s left (20–30 s, medium confidence)',
    );
    const { throughput: _, timeLeft: __, ...little } = anUpdate.progress;
    expect(lineAt(watchedWith('demo', { ...anUpdate, progress: little }), 0)).toMatch(
      /0 unaccounted$/,
    );
  });

  test('says how long the batch has taken, and when it is expected to end', () => {
    const timeLeft = { likely: 840_000, low: 600_000, high: 1_200_000, confidence: 'low' } as const;
    const update: WatchUpdate = {
      ...anUpdate,
      batch: { ...aBatch, startTime: -3_600_000 },
      progress: { ...anUpdate.progress, timeLeft },
    };
    expect(lineAt(watchedWith('demo', update), 0)).toMatch(
      /, 1 h elapsed, 14 min left \(10–20 min, low confidence\), about 00:14$/,
    );
  });

  test('says what is wrong, until when the server asked to wait, and when the next request is', () => {
    expect(lineAt(failing, 40_000)).toMatch(
      /unaccounted, 2\.5 calls\/s, network, next in 5 s, problem: GET \/status was not answered\.$/,
    );
    const asked = { ...failing.update!, askedToWaitUntil: 67_200_000 };
    expect(lineAt({ ...failing, update: asked }, 40_000)).toMatch(
      / network, server asked to wait until 18:40, next in 5 s, problem: GET .+$/,
    );
  });

  test('does not say 100 % before the last call has ended, or without calls', () => {
    const progress = { fraction: 0.9999, done: 149, unaccounted: 0 };
    expect(lineAt(watchedWith('demo', { ...anUpdate, progress }), 0)).toMatch(/done, 99 % /);
    const none = { ...aBatch, total: 0, completed: 0, failed: 0, active: 0, waiting: 0 };
    const empty = { ...anUpdate, batch: none, progress: { ...nothing, fraction: 1, done: 0 } };
    expect(lineAt(watchedWith('demo', empty), 0)).not.toMatch(/%/);
  });
});
