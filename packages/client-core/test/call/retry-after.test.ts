import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestTimer } from '@batch-status/time';
import { parseRetryAfter } from '../../src/call/retry-after.ts';

const now = Date.UTC(2026, 10, 24, 12, 0, 0);

test.each([
  ['120', 120_000],
  [' 7 ', 7_000],
  ['0', 0],
  ['999999999999', longestTimer],
  ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
  [' Tue, 24 Nov 2026 12:00:30 GMT ', 30_000],
  ['Tue, 24 Nov 1926 12:00:30 GMT', 0],
  ['Tuesday, 24-Nov-26 12:00:30 GMT', 30_000],
  ['Tue,  24 Nov 2026 12:00:30 GMT', 30_000],
  ['Tue Nov 24 12:00:30 2026', 30_000],
  ['Tue Nov  3 12:00:30 2026', 0],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
  // The last day of a month, and a leap day.
  ['Mon, 30 Nov 2026 12:00:00 GMT', 518_400_000],
  ['Tue, 29 Feb 2028 12:00:00 GMT', longestTimer],
  // A leap second.
  ['Tue, 24 Nov 2026 23:59:60 GMT', 43_199_000],
  // At most 50 years ahead.
  ['Tuesday, 24-Nov-76 12:00:30 GMT', longestTimer],
  ['Wednesday, 24-Nov-77 12:00:30 GMT', 0],
])('Retry-After %j is %i ms', (value, ms) => {
  expect(parseRetryAfter(value, null, now)).toBe(ms);
});

test.each([
  null,
  '',
  ' ',
  '-5',
  '1.5',
  '5 s',
  'soon',
  '1e3',
  '２',
  'Tue, 24 Foo 2026 12:00:30 GMT',
  '+Tue, 24 Nov 2026 12:00:30 GMT',
  'Tue, 24 Nov 2026 12:00:30 GMT+1',
  'Tue, 24 Nov 2026 12:00:30 CET',
  'Tue, 31 Nov 2026 12:00:00 GMT',
  'Tuesday, 31-Nov-26 12:00:00 GMT',
  'Tue Nov 31 12:00:00 2026',
  'Tue, 00 Dec 2026 12:00:00 GMT',
  'Tue, 32 Dec 2026 12:00:00 GMT',
  'Mon, 29 Feb 2027 12:00:00 GMT',
  'Thu, 29 Feb 2100 12:00:00 GMT',
  'Tue, 24 Nov 2026 12:00:60 GMT',
  'Tue, 24 Nov 2026 12:00:61 GMT',
  'Tue, 24 Nov 2026 12:60:00 GMT',
  'Tue, 24 Nov 2026 24:00:00 GMT',
  'Tue, 24 nov 2026 12:00:30 GMT',
  'Tue, 24 Nov 994 12:00:30 GMT',
])('Retry-After %j is ignored', (value) => {
  expect(parseRetryAfter(value, null, now)).toBeUndefined();
});

test("a date is compared with the server's own Date", () => {
  const value = 'Tue, 24 Nov 2026 12:10:30 GMT';
  const sentAt = 'Tue, 24 Nov 2026 12:10:00 GMT';
  expect(parseRetryAfter(value, sentAt, now)).toBe(30_000);
});

test.each([null, '', 'yesterday'])(
  'a date with the Date %j is compared with the clock',
  (sentAt) => {
    expect(parseRetryAfter('Tue, 24 Nov 2026 12:00:30 GMT', sentAt, now)).toBe(30_000);
  },
);

test('for any header, the pause is not negative and fits a timer', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.string()), (value, sentAt) => {
      const ms = parseRetryAfter(value, sentAt, now) ?? 0;
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(longestTimer);
    }),
  );
});
