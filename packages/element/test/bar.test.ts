import type { Phase } from '@batch-status/fetch';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  barStyles,
  formatDuration,
  formatTimeLeft,
  phaseWords,
  segmentNames,
  segmentsOf,
} from '../src/bar.ts';
import { numbersFor } from '../src/bar/format.ts';

const format = numbersFor('en');

describe('segments', () => {
  test('are as wide as their share of the calls, in the order of the bar', () => {
    const counts = { completed: 50, failed: 10, active: 5, waiting: 30, total: 100 };
    expect(segmentsOf(counts)).toEqual([
      { name: 'completed', count: 50, percent: 50 },
      { name: 'failed', count: 10, percent: 10 },
      { name: 'active', count: 5, percent: 5 },
      { name: 'waiting', count: 30, percent: 30 },
      { name: 'unaccounted', count: 5, percent: 5 },
    ]);
  });

  test('are visible with one call of a million, which the widest makes room for', () => {
    const counts = { completed: 999_999, failed: 1, active: 0, waiting: 0, total: 1_000_000 };
    expect(segmentsOf(counts).map(({ percent }) => percent)).toEqual([99, 1, 0, 0, 0]);
  });

  test.each([
    ['no calls', { completed: 0, failed: 0, active: 0, waiting: 0, total: 0 }],
    ['nothing', {}],
    ['no numbers', { completed: '3', failed: null, active: NaN, waiting: -1, total: {} }],
  ])('of a batch with %s leave the bar empty', (_, counts) => {
    const segments = segmentsOf(counts);
    expect(segments.map(({ percent }) => percent)).toEqual([0, 0, 0, 0, 100]);
    expect(segments.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  });

  test('fill the bar if the counts exceed the total', () => {
    const counts = { completed: 30, failed: 0, active: 0, waiting: 10, total: 20 };
    expect(segmentsOf(counts).map(({ percent }) => percent)).toEqual([75, 0, 0, 25, 0]);
  });

  const value = fc.oneof(fc.maxSafeNat(), fc.double(), fc.constantFrom(Infinity, 1e308, 1, 0));

  test('of any numbers add up to the bar, and each with a call has at least a hundredth', () => {
    const member = fc.record({
      ...{ completed: value, failed: value, active: value, waiting: value, total: value },
    });
    fc.assert(
      fc.property(member, (counts) => {
        const segments = segmentsOf(counts);
        expect(segments.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 9);
        const wrong = segments.filter(({ count, percent }) =>
          count > 0 ? !(percent >= 1) : percent !== 0 && percent !== 100,
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});

test.each([
  ['running', 'processing', 'running'],
  ['queued', 'queued', 'queued'],
  ['finishing', 'completed', 'finishing'],
  ['complete', 'completed', 'complete'],
  ['complete', 'cancelled', 'cancelled'],
  ['complete', 'expired', 'expired'],
  ['running', 'cancelled', 'running (cancelled)'],
  ['running', 'on_hold', 'running (on_hold)'],
  ['paused', 'on_hold', 'paused (on_hold)'],
  ['constructor', 'processing', 'constructor'],
])('words of the phase %j with the status %j are “%s”', (phase, status, words) => {
  expect(phaseWords(phase as Phase, status)).toBe(words);
});

describe('times', () => {
  test.each([
    [0, '1 s'],
    [39_001, '40 s'],
    [179_000, '179 s'],
    [180_000, '3 min'],
    [840_000, '14 min'],
    [10_799_000, '180 min'],
    [10_800_000, '3 h'],
    [259_200_000, '3 d'],
    [Infinity, '∞ d'],
  ])('of %s ms are formatted as %s', (ms, text) => {
    expect(formatDuration(ms, format)).toBe(text);
  });

  test.each([
    [{ likely: 840_000, low: 60_000, high: 4_020_000 }, '14 min left (1–67 min, low)'],
    [{ likely: 25_000, low: 20_900, high: 29_100 }, '25 s left (20–30 s, low)'],
    [{ likely: 3_600_000, low: 3_599_000, high: 10_800_000 }, '60 min left (0–3 h, low)'],
    [{ likely: 300, low: -1, high: 400 }, '1 s left (0–1 s, low)'],
  ])('left have a range in one unit', (timeLeft, text) => {
    expect(formatTimeLeft({ ...timeLeft, confidence: 'low' }, format).join(' ')).toBe(text);
  });

  test('are written as the language writes numbers', () => {
    expect(formatDuration(777_600_000_000, numbersFor('de'))).toBe('9.000 d');
  });

  test.each(['', 'en_US', '<b>', 'x'.repeat(1000)])(
    'are in the language of the browser if that of the page is “%s”',
    (language) => {
      const text = new Intl.NumberFormat().format(1234.5);
      expect(numbersFor(language)(1234.5)).toBe(text);
    },
  );
});

test('the styles have a color for every segment', () => {
  for (const name of segmentNames) expect(barStyles).toContain(`var(--batch-${name}`);
});
