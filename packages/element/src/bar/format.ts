import type { TimeLeft } from '@batch-status/fetch';

/** Formats a number as a language writes it. */
export type FormatNumber = (value: number) => string;

/**
 * Returns a function that formats counts as a language writes them. It throws if a value is not a count,
 * so that an invalid batch is not shown in part.
 *
 * @param language A language tag, such as the `lang` of a document. If it is empty or invalid, the
 *   language of the browser is used.
 */
export function numbersFor(language: string): FormatNumber {
  try {
    const numbers = new Intl.NumberFormat(language || []);
    return (value) => {
      if (!(value >= 0)) throw value;
      return numbers.format(value);
    };
  } catch {
    return numbersFor('');
  }
}

const units: readonly (readonly [ms: number, symbol: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/** The unit must fit three times, because a smaller whole number would be too coarse. */
const unitOf = (ms: number): readonly [ms: number, symbol: string] =>
  units.find(([unit]) => ms >= 3 * unit) ?? [1000, 's'];

/**
 * Formats a duration in one unit, rounded up, and at least a second: `40 s`, `150 s`, `14 min`.
 *
 * @param ms The duration in milliseconds.
 * @param format Formats the number, such as `String` or a function of `Intl`.
 *
 * @example
 * ```ts
 * import { formatDuration } from '@batch-status/element/bar';
 *
 * console.log(formatDuration(840_000, String)); // 14 min
 * ```
 */
export function formatDuration(ms: number, format: FormatNumber): string {
  const [unit, symbol] = unitOf(ms);
  return `${format(Math.ceil(Math.max(1, ms) / unit))} ${symbol}`;
}

/**
 * Formats a time left in two parts: what is likely, and the range with its confidence. A page can
 * then break the line between them.
 *
 * @example
 * ```ts
 * import { formatTimeLeft } from '@batch-status/element/bar';
 *
 * const timeLeft = { likely: 840_000, low: 60_000, high: 4_020_000, confidence: 'low' } as const;
 * console.log(formatTimeLeft(timeLeft, String).join(' ')); // 14 min left (1–67 min, low)
 * ```
 */
export function formatTimeLeft(
  { likely, low, high, confidence }: TimeLeft,
  format: FormatNumber,
): [likely: string, range: string] {
  const from = format(Math.floor(Math.max(0, low) / unitOf(high)[0]));
  return [
    `${formatDuration(likely, format)} left`,
    `(${from}–${formatDuration(high, format)}, ${confidence})`,
  ];
}
