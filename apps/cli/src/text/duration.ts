const units: readonly (readonly [seconds: number, suffix: string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** Formats a duration in its two largest units: `2 h 5 min`, `40 s`. */
export function formatDuration(ms: number): string {
  let rest = Math.max(0, Math.round(ms / 1000));
  const first = units.findIndex(([seconds]) => rest >= seconds);
  if (first < 0) return '0 s';
  const parts: string[] = [];
  for (const [seconds, suffix] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${suffix}`);
  }
  return parts.join(' ');
}

/** Formats a range, with one unit if both ends have the same: `20–30 s`, `50 s – 2 min`. */
export function formatRange(low: number, high: number, dash: string): string {
  const [from, to] = [formatDuration(low), formatDuration(high)];
  if (from === to) return to;
  const unit = / \D+$/.exec(to)?.[0] ?? '';
  const simple = [from, to].every((text) => /^\d+ \D+$/.test(text));
  return simple && from.endsWith(unit)
    ? `${from.slice(0, -unit.length)}${dash}${to}`
    : `${from} ${dash} ${to}`;
}
