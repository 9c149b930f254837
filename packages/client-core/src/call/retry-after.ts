import { longestTimer } from '@batch-status/time';

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

/**
 * Milliseconds since the epoch, or `NaN` if the text is not a date that exists. It may have any of the
 * three formats of RFC 9110, section 5.6.7. The last one, without `GMT`, ends with the year.
 */
function timeOf(text: string, now: number): number {
  const parts = text
    .trim()
    .replace(/^\w+,? +/, '')
    .split(/[ -]+/);
  let [day = '', month = '', year = '', time = '', zone] = parts;
  if (!zone) [month, day, time, year, zone] = [day, month, year, time, 'GMT'];
  // A two-digit year means the latest such year that is at most 50 years ahead.
  const latest = new Date(now).getUTCFullYear() + 50;
  if (year.length < 3) year = String(latest - ((latest - Number(year)) % 100));
  // A `Date` has no leap seconds.
  const clock = time.replace('23:59:60', '23:59:59');
  const date = `${day.padStart(2, '0')} ${month} ${year} ${clock} ${zone}`;
  // The format of `toUTCString`, which every engine must parse, whatever the day of the week.
  const ms = Date.parse(`Thu, ${date}`);
  // Engines turn 31 November into 1 December, and 12:00:61 into another time.
  return new Date(ms).toUTCString().endsWith(` ${date}`) ? ms : Number.NaN;
}
