/**
 * The value of a JSON number that is an integer, without rounding. `undefined` if it has a fraction, or so
 * many digits that no double can represent it.
 */
export function exactInteger(source: string): bigint | undefined {
  if (!Number.isFinite(Number(source))) return undefined;
  const [mantissa, exponent = '0'] = source.toLowerCase().split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  const digits = `${whole}${fraction}`;
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  const significant = digits.slice(0, end);
  if (/^-?0*$/.test(significant)) return 0n;
  // Doubles are finite, so the number of zeros is small.
  const zeros = Number(exponent) - fraction.length + (digits.length - end);
  return zeros < 0 ? undefined : BigInt(significant) * 10n ** BigInt(zeros);
}
