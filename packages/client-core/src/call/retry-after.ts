import { longestTimer } from '@batch-status/time';

/** The three forms of RFC 9110, section 5.6.7; the last one has the year at its end. */
const httpDate =
  /^\w+,? (?:(\d\d)[ -](\w{3})[ -](\d{2,4})|(\w{3}) ([ \d]\d)) (\d\d:\d\d:\d\d) (?:GMT|(\d{4}))$/;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds, at most what a timer holds;
 * `undefined` where there is none or it makes no sense.
 *
 * @param sentAt The answer's own `Date` header: a date is compared with the clock it was made by.
 * @param now The time of receipt, for an answer without `Date`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 | RFC 9110, section 10.2.3}
 */
export function parseRetryAfter(
  value: string | null,
  sentAt: string | null,
  now: number,
): number | undefined {
  if (!value) return undefined;
  const ms = /^\s*\d+\s*$/.test(value)
    ? Number(value) * 1000
    : timeOf(value, now) - (timeOf(sentAt ?? '', now) || now);
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestTimer);
}

/** Milliseconds since the epoch, or `NaN` for what is no date. */
function timeOf(text: string, now: number): number {
  const [, day1, month1, year1, month2, day2, time, year2] = httpDate.exec(text.trim()) ?? [];
  const date = `${day1 ?? day2} ${month1 ?? month2} ${fullYear(year1 ?? year2, now)}`;
  // The form of `toUTCString`, which every engine must read, and with any day of the week.
  return Date.parse(`Thu, ${date} ${time} GMT`);
}

/** A year of two digits is the latest one that is not more than 50 years ahead. */
function fullYear(digits = '', now: number): string | number {
  const latest = new Date(now).getUTCFullYear() + 50;
  return digits.length > 2 ? digits : latest - ((latest - Number(digits)) % 100);
}
