/** Numbers as the browser's language writes them, with at most one decimal. */
export const numbers = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** `1,234`, or what the language writes instead. */
export const formatCount = (count: number): string => whole.format(count);

/** `3.2%`: 100 only if it is everything, and 0 only if it is nothing. */
export function formatShare(part: number, total: number): string {
  if (total === 0) return '';
  const exact = part / total;
  const shown = part === 0 || part === total ? exact : Math.min(0.999, Math.max(0.001, exact));
  return share.format(shown);
}

/** Formats a rate in the unit in which it is easiest to read: `2.5/s`, `1.7/min`. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1) return `${numbers.format(perSecond)}/s`;
  if (perSecond * 60 >= 1) return `${numbers.format(perSecond * 60)}/min`;
  return `${numbers.format(perSecond * 3600)}/h`;
}

/** `1 batch`, `2 batches`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
