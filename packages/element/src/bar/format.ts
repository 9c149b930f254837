import type { TimeLeft } from '@batch-status/fetch';

/** Formats numbers as a language writes them. */
export type Numbers = Pick<Intl.NumberFormat, 'format'>;

const formats = new Map<string, Numbers>();

/**
 * Returns the number format of a language, the same object each time.
 *
 * @param language A language tag, such as the `lang` of a document. If it is empty or invalid, the
 *   language of the browser is used.
 *
 * @example
 * ```ts
 * import { numbersFor } from '@batch-status/element/bar';
 *
 * console.log(numbersFor('de').format(8412)); // 8.412
 * ```
 */
export function numbersFor(language: string): Numbers {
  let numbers = formats.get(language);
  if (!numbers) {
    const options = { maximumFractionDigits: 1 };
    try {
      numbers = new Intl.NumberFormat(language || undefined, options);
    } catch {
      numbers = new Intl.NumberFormat(undefined, options);
    }
    formats.set(language, numbers);
  }
  return numbers;
}

const units: readonly (readonly [ms: number, symbol: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** In a unit that a duration does not fill twice, a digit would say too little. */
const unitOf = (ms: number): readonly [ms: number, symbol: string] =>
  units.find(([unit]) => ms >= 2 * unit) ?? units[3]!;

/** A number of units, with a decimal if it is small and not in seconds. */
function inUnit(ms: number, unit: number, from: number, round: (value: number) => number): number {
  const scale = unit > 1000 && from < 5 * unit ? 10 : 1;
  return round((Math.max(0, ms) / unit) * scale) / scale;
}

/**
 * Formats a duration in one unit, at least a second: `40 s`, `2.5 min`, `14 min`.
 *
 * @param ms The duration in milliseconds.
 *
 * @example
 * ```ts
 * import { formatDuration, numbersFor } from '@batch-status/element/bar';
 *
 * console.log(formatDuration(150_000, numbersFor('en'))); // 2.5 min
 * ```
 */
export function formatDuration(ms: number, numbers: Numbers): string {
  const [unit, symbol] = unitOf(ms);
  return `${numbers.format(Math.max(1, inUnit(ms, unit, ms, Math.round)))} ${symbol}`;
}

/**
 * Formats a time left in two parts: what is likely, and the range with its confidence. A page can
 * then break the line between them.
 *
 * @example
 * ```ts
 * import { formatTimeLeft, numbersFor } from '@batch-status/element/bar';
 *
 * const timeLeft = { likely: 840_000, low: 60_000, high: 4_020_000, confidence: 'low' } as const;
 * console.log(formatTimeLeft(timeLeft, numbersFor('en')).join(' ')); // 14 min left (1–67 min, low)
 * ```
 */
export function formatTimeLeft(
  { likely, low, high, confidence }: TimeLeft,
  numbers: Numbers,
): [likely: string, range: string] {
  const [unit, symbol] = unitOf(high);
  const [from, to] = [inUnit(low, unit, high, Math.floor), inUnit(high, unit, high, Math.ceil)].map(
    (value) => numbers.format(value),
  );
  const range = from === to ? to : `${from}–${to}`;
  return [`${formatDuration(likely, numbers)} left`, `(${range} ${symbol}, ${confidence})`];
}

/**
 * Says how old data is: `data 40 s old`.
 *
 * @param ms Its age in milliseconds.
 *
 * @example
 * ```ts
 * import { formatAge, numbersFor } from '@batch-status/element/bar';
 *
 * console.log(formatAge(40_000, numbersFor('en'))); // data 40 s old
 * ```
 */
export const formatAge = (ms: number, numbers: Numbers): string =>
  `data ${formatDuration(ms, numbers)} old`;
