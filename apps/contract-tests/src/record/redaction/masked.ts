/** A text of which only the shape is kept: letters become `x`, digits `0`. */
export function masked(text: string): string {
  return text.replaceAll(/\d/g, '0').replaceAll(/[A-Za-z]|\P{ASCII}/gu, 'x');
}

/** A number in JSON of which only the shape is kept, and whether a double holds it exactly. */
export function maskedNumber(source: string): string {
  const [, mantissa, exponent] = /^([^eE]*)(.*)$/s.exec(source)!;
  const candidates = ['1', '9'].map((digit) => mantissa!.replaceAll(/\d/g, digit) + exponent);
  return candidates.find((text) => isExact(text) === isExact(source)) ?? candidates[0]!;
}

/** Whether JavaScript prints what was sent, as far as digits of integers go. */
export function isExact(source: string): boolean {
  const digits = source.replace(/^-/, '');
  return !/^\d{16,}$/.test(digits) || BigInt(digits) === BigInt(Math.abs(Number(source)));
}
