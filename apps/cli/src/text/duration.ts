const units: readonly (readonly [seconds: number, suffix: string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** Formats a duration in its largest units, two unless given: `2 h 5 min`, `40 s`. */
export function formatDuration(ms: number, most = 2): string {
  let rest = Math.max(0, Math.round(ms / 1000));
  const first = units.findIndex(([seconds]) => rest >= seconds);
  if (first < 0) return '0 s';
  const parts: string[] = [];
  for (const [seconds, suffix] of units.slice(first, first + most)) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${suffix}`);
  }
  return parts.join(' ');
}

/** In a unit that a forecast does not fill twice, a digit would say too little. */
const unitOf = (ms: number): readonly [seconds: number, suffix: string] =>
  units.find(([seconds]) => ms >= 2000 * seconds) ?? [1, 's'];

/** Formats an estimate in one unit, at least a second: `40 s`, `2.5 min`, `14 min`. */
export function formatEstimate(ms: number): string {
  const [seconds, suffix] = unitOf(ms);
  const value = ms / 1000 / seconds;
  const rounded = seconds === 1 || value >= 5 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${Math.max(1, rounded)} ${suffix}`;
}

/** Shortens `14 min` to `14m`. */
export const withShortUnit = (duration: string): string => duration.replace(/ (\w)\w*$/, '$1');

/**
 * Formats a range in one unit, because the ends of a forecast are not exact: `20–30 s`,
 * `1.5–4 min`, `2 h`.
 */
export function formatRange(low: number, high: number, dash: string): string {
  const [seconds, suffix] = unitOf(high);
  const count = (ms: number, round: (value: number) => number): number => {
    const value = Math.max(0, ms) / 1000 / seconds;
    return seconds === 1 || high >= 5000 * seconds ? round(value) : round(value * 10) / 10;
  };
  const [from, to] = [count(low, Math.floor), count(high, Math.ceil)];
  return from === to ? `${to} ${suffix}` : `${from}${dash}${to} ${suffix}`;
}
