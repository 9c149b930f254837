/** Formats times as the user's clock shows them. */
export interface LocalTime {
  /** `2026-11-30T18:40:05+01:00`. */
  full: (at: number) => string;
  /** `18:40`, or `Dec 3, 18:40` if that is not within the next 20 hours. */
  ofDay: (at: number, now: number) => string;
}

/** In these, a time of day says which one is meant. */
const unambiguous = 20 * 3_600_000;

/** @param timeZone As in the variable `TZ`. Default: the time zone of the system. */
export function localTime(timeZone?: string): LocalTime {
  let parts: ((at: number) => Record<string, string>) | undefined;
  const partsOf = (at: number): Record<string, string> => (parts ??= partsIn(timeZone))(at);
  return {
    full(at) {
      const { year, month, day, hour, minute, second, timeZoneName = '' } = partsOf(at);
      const offset = timeZoneName.slice('GMT'.length) || '+00:00';
      return `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`;
    },
    ofDay(at, now) {
      const { month, day, hour, minute } = partsOf(at);
      const time = `${hour}:${minute}`;
      return Math.abs(at - now) < unambiguous
        ? time
        : `${months[Number(month) - 1]} ${Number(day)}, ${time}`;
    },
  };
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function partsIn(timeZone: string | undefined): (at: number) => Record<string, string> {
  const format = formatIn(timeZone);
  return (at) =>
    Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value] as const));
}

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const two = '2-digit';
  const options: Intl.DateTimeFormatOptions = {
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
    ...{ hourCycle: 'h23', timeZoneName: 'longOffset' },
  };
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: timeZone || undefined });
  } catch {
    // `TZ` may also be a rule such as `UTC+3` or a path, which only the system understands.
    return new Intl.DateTimeFormat('en-US', options);
  }
}
