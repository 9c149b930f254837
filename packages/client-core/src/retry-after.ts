import { longestTimer } from './clock.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const time = String.raw`(?<h>\d\d):(?<m>\d\d):(?<s>\d\d)`;

/** The three forms of RFC 9110, section 5.6.7. `Date.parse` reads the last one as local time. */
const forms = [
  new RegExp(String.raw`^\w{3}, (?<day>\d\d) (?<month>\w{3}) (?<year>\d{4}) ${time} GMT$`),
  new RegExp(String.raw`^\w{6,9}, (?<day>\d\d)-(?<month>\w{3})-(?<year>\d\d) ${time} GMT$`),
  new RegExp(String.raw`^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) ${time} (?<year>\d{4})$`),
];

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
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestTimer);
  const date = parseHttpDate(text, now);
  if (date === undefined) return undefined;
  const from = sentAt === null ? now : (parseHttpDate(sentAt.trim(), now) ?? now);
  return Math.min(Math.max(date - from, 0), longestTimer);
}

function parseHttpDate(text: string, now: number): number | undefined {
  const parts = forms.map((form) => form.exec(text)?.groups).find(Boolean);
  const month = months.indexOf(parts?.['month'] ?? '');
  if (!parts || month < 0) return undefined;
  const [day, hours, minutes, seconds] = [parts['day'], parts['h'], parts['m'], parts['s']].map(
    Number,
  ) as [number, number, number, number];
  return Date.UTC(fullYear(parts['year']!, now), month, day, hours, minutes, seconds);
}

/** A year of two digits is the latest one that is not more than 50 years ahead. */
function fullYear(digits: string, now: number): number {
  if (digits.length === 4) return Number(digits);
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}
