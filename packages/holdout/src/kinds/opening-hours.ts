import type { LocalTime, Step } from '../run/plan.ts';
import { day, hour } from '../units.ts';

export interface OpeningHours {
  /** Hours of the day. */
  open: number;
  close: number;
  lines: number;
  /** Fewer lines for a while each day. */
  lunch?: Step & { until: number };
  /** Whether calls are made on Saturday and Sunday. */
  weekends: boolean;
}

/** The lines of a call center, for a batch that is created at `createdAt`. */
export function* openingHours(
  createdAt: LocalTime,
  { open, close, lines, lunch, weekends }: OpeningHours,
): Generator<Step, never> {
  for (let index = 0; ; index++) {
    if (!weekends && (createdAt.weekday + index) % 7 > 4) continue;
    const midnight = index * day - createdAt.hour * hour;
    yield { at: midnight + open * hour, lines };
    if (lunch) {
      yield { at: midnight + lunch.at * hour, lines: lunch.lines };
      yield { at: midnight + lunch.until * hour, lines };
    }
    yield { at: midnight + close * hour, lines: 0 };
  }
}

/** From `time` on, the first time that is within the hours. Times are since the batch was created. */
export function withinHours(
  time: number,
  createdAtHour: number,
  { open, close }: Pick<OpeningHours, 'open' | 'close'>,
): number {
  const sinceMidnight = (((createdAtHour * hour + time) % day) + day) % day;
  if (sinceMidnight < open * hour) return time + open * hour - sinceMidnight;
  if (sinceMidnight < close * hour) return time;
  return time + day + open * hour - sinceMidnight;
}
