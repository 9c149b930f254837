/** Formats a rate in the unit in which it is easiest to read: `2.5/s`, `1.7/min`. */
export function formatRate(perSecond: number, of = ''): string {
  const unit = of === '' ? '' : ` ${of}`;
  if (perSecond >= 1) return `${perSecond.toFixed(1)}${unit}/s`;
  if (perSecond * 60 >= 1) return `${(perSecond * 60).toFixed(1)}${unit}/min`;
  return `${(perSecond * 3600).toFixed(1)}${unit}/h`;
}
