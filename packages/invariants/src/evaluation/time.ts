import { FailedOperation } from './failure.ts';

const second = 1_000_000_000n;
const earliest = -62_135_596_800n * second;
const latest = 253_402_300_800n * second - 1n;

/** A time in nanoseconds since 1970, from the year 1 to the year 9999. */
export class Timestamp {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    if (nanoseconds < earliest || nanoseconds > latest) throw new FailedOperation('time overflow');
    this.nanoseconds = nanoseconds;
  }
}

/** A duration of at most 2^63 nanoseconds. */
export class Duration {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    if (BigInt.asIntN(64, nanoseconds) !== nanoseconds) {
      throw new FailedOperation('duration overflow');
    }
    this.nanoseconds = nanoseconds;
  }
}

const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** A timestamp as RFC 3339 writes it, with at most nine digits for fractions of a second. */
export function timestampOf(text: string): Timestamp {
  const found = rfc3339.exec(text);
  if (!found) throw new FailedOperation('invalid timestamp');
  const [year, month, day, hour, minute, seconds] = found.slice(1, 7).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day);
  date.setUTCHours(hour!, minute, seconds);
  const [, , , , , , , fraction = '', sign, hours = 0, minutes = 0] = found;
  // `Date` turns 30 February into 1 March.
  const isDate = date.getUTCMonth() === month! - 1 && date.getUTCHours() === hour;
  if (!isDate || minute! > 59 || seconds! > 59 || Number(hours) > 23 || Number(minutes) > 59) {
    throw new FailedOperation('invalid timestamp');
  }
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60;
  const whole = BigInt(date.getTime() / 1000 - offset) * second;
  return new Timestamp(whole + BigInt(fraction.padEnd(9, '0')));
}

export function timestampOfSeconds(seconds: bigint): Timestamp {
  return new Timestamp(seconds * second);
}

/** The seconds since 1970, or of a duration, without fractions. */
export function secondsOf({ nanoseconds }: Timestamp | Duration): bigint {
  return floored(nanoseconds, second)[0];
}

export function timestampText({ nanoseconds }: Timestamp): string {
  const [milliseconds, rest] = floored(nanoseconds, 1_000_000n);
  const [date, fraction] = new Date(Number(milliseconds)).toISOString().slice(0, -1).split('.');
  const digits = `${fraction}${String(rest).padStart(6, '0')}`.replace(/0+$/, '');
  return `${date!}${digits === '' ? '' : `.${digits}`}Z`;
}

const units: Record<string, bigint> = {
  h: 3600n * second,
  m: 60n * second,
  s: second,
  ms: 1_000_000n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ns: 1n,
};
const part = /(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|μs|ns)/y;

/** A duration as Go writes it: `1h30m`, `-1.5s`. */
export function durationOf(text: string): Duration {
  const [, sign, rest] = /^([+-]?)(.+)$/s.exec(text) ?? [];
  if (rest === undefined) throw new FailedOperation('invalid duration');
  if (rest === '0') return new Duration(0n);
  let total = 0n;
  part.lastIndex = 0;
  for (let at = 0; at < rest.length; at = part.lastIndex) {
    part.lastIndex = at;
    const [, number, unit] = part.exec(rest) ?? [];
    if (number === undefined || unit === undefined) throw new FailedOperation('invalid duration');
    const [whole, fraction = ''] = number.split('.');
    const size = units[unit]!;
    total +=
      BigInt(whole!) * size + (BigInt(fraction || 0) * size) / 10n ** BigInt(fraction.length);
  }
  return new Duration(sign === '-' ? -total : total);
}

export function durationText({ nanoseconds }: Duration): string {
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const fraction = String(magnitude % second)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const sign = nanoseconds < 0n ? '-' : '';
  return `${sign}${magnitude / second}${fraction === '' ? '' : `.${fraction}`}s`;
}

/** The parts of a duration, each as the whole duration in this unit. */
export const durationParts: ReadonlyMap<string, (duration: Duration) => bigint> = new Map([
  ['getHours', ({ nanoseconds }: Duration) => nanoseconds / units['h']!],
  ['getMinutes', ({ nanoseconds }: Duration) => nanoseconds / units['m']!],
  ['getSeconds', ({ nanoseconds }: Duration) => nanoseconds / second],
]);

/** The parts of a date, from the same date in UTC. */
export const dateParts: ReadonlyMap<string, (date: Date) => number> = new Map([
  ['getFullYear', (date: Date) => date.getUTCFullYear()],
  ['getMonth', (date: Date) => date.getUTCMonth()],
  ['getDate', (date: Date) => date.getUTCDate()],
  ['getDayOfMonth', (date: Date) => date.getUTCDate() - 1],
  ['getDayOfWeek', (date: Date) => date.getUTCDay()],
  ['getDayOfYear', dayOfYear],
  ['getHours', (date: Date) => date.getUTCHours()],
  ['getMinutes', (date: Date) => date.getUTCMinutes()],
  ['getSeconds', (date: Date) => date.getUTCSeconds()],
  ['getMilliseconds', (date: Date) => date.getUTCMilliseconds()],
]);

function dayOfYear(date: Date): number {
  const day = new Date(date);
  day.setUTCHours(0, 0, 0, 0);
  const first = new Date(day);
  first.setUTCMonth(0, 1);
  return (day.getTime() - first.getTime()) / 86_400_000;
}

/** A date whose parts in UTC are those of the timestamp in a time zone: `Asia/Tokyo`, `-02:30`. */
export function dateIn({ nanoseconds }: Timestamp, zone: string): Date {
  const date = new Date(Number(floored(nanoseconds, 1_000_000n)[0]));
  const [, sign, hours, minutes] = /^([+-]?)(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (hours !== undefined) {
    const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
    return new Date(date.getTime() + (sign === '-' ? -offset : offset));
  }
  const parts = new Map(
    formatIn(zone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const number = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
  const local = new Date(0);
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
  local.setUTCFullYear(year, number('month') - 1, number('day'));
  local.setUTCHours(number('hour'), number('minute'), number('second'), date.getUTCMilliseconds());
  return local;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const before = formats.get(timeZone);
  if (before) return before;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new FailedOperation('unknown time zone');
  }
  formats.set(timeZone, format);
  return format;
}

function floored(value: bigint, divisor: bigint): [quotient: bigint, rest: bigint] {
  const rest = ((value % divisor) + divisor) % divisor;
  return [(value - rest) / divisor, rest];
}
