import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shares } from '../../src/terminal/bar.ts';
import { formatDuration, formatEstimate, formatRange } from '../../src/text/duration.ts';
import { glyphsFor } from '../../src/display/glyphs.ts';
import { needsAscii } from '../../src/session/needs-ascii.ts';
import { localTime } from '../../src/text/local-time.ts';
import { printableJson } from '../../src/text/printable-json.ts';
import { printable } from '../../src/text/printable.ts';
import { formatRate } from '../../src/text/rate.ts';

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [999, '1 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [93_784_000, '1 d 2 h'],
])('%i ms are formatted as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [9_000, 18_000, '9–18 s'],
  [50_000, 119_000, '50–119 s'],
  [50_000, 120_000, '0.8–2 min'],
  [110_000, 520_000, '1–9 min'],
  [813_000, 2_102_000, '13–36 min'],
  [4_860_000, 12_120_000, '1.3–3.4 h'],
  [3_600_000 * 30, 3_600_000 * 60, '1.2–2.5 d'],
  [5_000, 5_000, '5 s'],
  [-1, 400, '0–1 s'],
])('a range from %i to %i ms is formatted as %s', (low, high, text) => {
  expect(formatRange(low, high, '–')).toBe(text);
});

test.each([
  [0, '1 s'],
  [300, '1 s'],
  [2_400, '2 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [149_000, '2.5 min'],
  [299_000, '5 min'],
  [840_000, '14 min'],
  [3_600_000 * 30, '30 h'],
  [3_600_000 * 60, '2.5 d'],
])('an estimate of %i ms is formatted as %s', (ms, text) => {
  expect(formatEstimate(ms)).toBe(text);
});

test('the segments fill the bar, and every count has a cell if there are enough cells', () => {
  const counts = fc.array(fc.nat(Number.MAX_SAFE_INTEGER), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(counts, fc.nat(60), (values, width) => {
      const cells = shares(values, width);
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(width);
      fc.pre(values.some((value) => value > 0));
      const counted = values.filter((value) => value > 0).length;
      const visible = values.filter((value, index) => value > 0 && cells[index]! > 0).length;
      expect(visible).toBe(Math.min(counted, width));
      expect(cells.filter((cell, index) => values[index] === 0 && cell > 0)).toEqual([]);
    }),
  );
  expect(shares([100_000, 1, 1, 1, 0], 10)).toEqual([7, 1, 1, 1, 0]);
  expect(shares([95, 5, 5, 45, 0], 30)).toEqual([19, 1, 1, 9, 0]);
  expect(shares([1, 100_000, 1, 1, 9], 2)).toEqual([0, 1, 0, 0, 1]);
  expect(shares([0, 0, 0, 0, 0], 4)).toEqual([0, 0, 0, 0, 4]);
});

test('the characters of a terminal without UTF-8 are ASCII', () => {
  const { plain, ...glyphs } = glyphsFor(true);
  for (const glyph of Object.values(glyphs)) expect(glyph).toMatch(/^[\u0020-\u007E]+$/);
  expect(plain('“No” ‘response’… 1–2 • 3 · 4')).toBe(`"No" 'response'... 1-2 * 3 | 4`);
  // An id is printed as it was given.
  expect(plain('日本 ä')).toBe('日本 ä');
});

test.each([
  [{ LANG: 'en_GB.UTF-8' }, false],
  [{ LANG: 'C', LC_ALL: 'C.utf8' }, false],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, true],
  [{ LANG: 'en_GB.UTF-8', TERM: 'dumb' }, true],
  [{}, true],
])('the environment %j needs ASCII: %s', (environment, needed) => {
  expect(needsAscii(environment)).toBe(needed);
});

test.each([
  ['Europe/Berlin', '2026-11-30T18:40:05+01:00', '18:40', 'Dec 3, 18:40'],
  ['Asia/Kathmandu', '2026-11-30T23:25:05+05:45', '23:25', 'Dec 3, 23:25'],
  ['UTC', '2026-11-30T17:40:05+00:00', '17:40', 'Dec 3, 17:40'],
  ['America/New_York', '2026-11-30T12:40:05-05:00', '12:40', 'Dec 3, 12:40'],
])('in the time zone %s, the time is %s', (zone, full, soon, later) => {
  const time = localTime(zone);
  const at = Date.UTC(2026, 10, 30, 17, 40, 5);
  expect(time.full(at)).toBe(full);
  expect(time.ofDay(at, at - 3_600_000)).toBe(soon);
  expect(time.ofDay(at + 3 * 86_400_000, at)).toBe(later);
});

test('a TZ that only the system understands does not end the command', () => {
  expect(localTime('UTC+3').full(0)).toMatch(/^19(69|70)-\d\d-\d\dT\d\d:\d\d:00[+-]\d\d:\d\d$/);
  expect(localTime('').full(0)).toMatch(/^19/);
});

test.each([
  [2.54, '2.5 calls/s'],
  [1, '1.0 calls/s'],
  [0.028, '1.7 calls/min'],
  [0.001, '3.6 calls/h'],
  [0, '0.0 calls/h'],
])('%d calls a second are formatted as %s', (perSecond, text) => {
  expect(formatRate(perSecond, 'calls')).toBe(text);
});

test('text from a server becomes one short line without control sequences', () => {
  expect(printable('\u001B[2J\u001B[31mbusy\r\nat noon\u0007')).toBe('busy at noon');
  expect(printable('\u202Eysub\u009B2J')).toBe('ysub');
  expect(printable('x'.repeat(1000)).length).toBeLessThanOrEqual(103);
  expect(printable('Number busy')).toBe('Number busy');
});

test.each([
  '\u061C',
  '\u200B',
  '\u2066',
  '\u2028',
  '\u2029',
  '\uFEFF',
  '\u00AD',
  '\u{E0041}',
  '\uDC00',
])('text from a server loses an invisible character in it: %j', (character) => {
  expect(printable(`one${character}two`)).toBe('one two');
});

test('text from a server is not cut within a character', () => {
  expect(printable(`${'x'.repeat(99)}👍`)).toBe(`${'x'.repeat(99)}...`);
});

test('JSON escapes invisible characters, and remains the same value', () => {
  const value = { 'a\u202Eb': '\u009B2J\u2028\u{E0041}\u061C\n', emoji: '👍', umlaut: 'ä' };
  const json = printableJson(value);
  expect(json).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(json).toContain('"emoji":"👍","umlaut":"ä"');
  expect(JSON.parse(json)).toEqual(value);
});
