import { longestTimer } from '@batch-status/time';

/** The three date formats of RFC 9110, section 5.6.7. The last one ends with the year. */
const httpDate =
  /^\w+,? (?:(\d\d)[ -](\w{3})[ -](\d{2,4})|(\w{3}) ([ \d]\d)) (\d\d:\d\d:\d\d) (?:GMT|(\d{4}))$/;

/**
 * Parses a `Retry-After` header into milliseconds, at most the longest timer. Returns `undefined`
 * if the header is missing or invalid.
 *
 * @param sentAt The response's `Date` header: both dates come from the server's clock.
 * @param now When the response was received, in case it has no `Date`.
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

/** Milliseconds since the epoch, or `NaN` if the text is not a date that exists. */
function timeOf(text: string, now: number): number {
  const [, day1, month1, year1, month2, day2 = '', time = '', year2] =
    httpDate.exec(text.trim()) ?? [];
  const day = day1 ?? day2.replace(' ', '0');
  // A `Date` has no leap seconds.
  const clock = time.replace('23:59:60', '23:59:59');
  const date = `${day} ${month1 ?? month2} ${fullYear(year1 ?? year2, now)} ${clock} GMT`;
  // The format of `toUTCString`, which every engine must parse, whatever the day of the week.
  const ms = Date.parse(`Thu, ${date}`);
  // Engines turn 31 November into 1 December, and 12:00:61 into another time.
  return new Date(ms).toUTCString().endsWith(` ${date}`) ? ms : Number.NaN;
}

/** A two-digit year means the latest such year that is at most 50 years ahead. */
function fullYear(digits = '', now: number): string | number {
  const latest = new Date(now).getUTCFullYear() + 50;
  return digits.length > 2 ? digits : latest - ((latest - Number(digits)) % 100);
}
