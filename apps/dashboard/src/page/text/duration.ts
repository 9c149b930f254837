import { numbers } from './numbers.ts';

const units: readonly (readonly [ms: number, symbol: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** Formats how long something has lasted, in its largest units, two unless given: `2 h 5 min`. */
export function formatDuration(ms: number, most = 2): string {
  let rest = Math.max(0, Math.round(ms / 1000)) * 1000;
  const first = units.findIndex(([unit]) => rest >= unit);
  if (first < 0) return '0 s';
  const parts: string[] = [];
  for (const [unit, symbol] of units.slice(first, first + most)) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${numbers.format(count)} ${symbol}`);
  }
  return parts.join(' ');
}

/** Formats an age in one unit. It changes rarely, so that a page with many of them stays calm. */
export function formatAge(ms: number): string {
  if (ms < 10_000) return 'now';
  const [unit, symbol] = units.find(([each]) => ms >= each) ?? [1_000, 's'];
  const step = unit === 1_000 ? 10 : 1;
  return `${numbers.format(Math.floor(ms / unit / step) * step)} ${symbol}`;
}

/** `in 20 s`, or `now`. */
export const formatIn = (ms: number): string => (ms < 1_000 ? 'now' : `in ${formatDuration(ms)}`);
