import { isRounded } from '@batch-status/conformance/analysis';

/** Keeps only the shape of a text: letters become `x`, digits become `0`. */
export function masked(text: string): string {
  return text.replaceAll(/\d/g, '0').replaceAll(/[A-Za-z]|\P{ASCII}/gu, 'x');
}

/** Keeps only the shape of a number in JSON, and whether a double can hold it exactly. */
export function maskedNumber(source: string): string {
  const [, mantissa, exponent] = /^([^eE]*)(.*)$/s.exec(source)!;
  const candidates = ['1', '9'].map((digit) => mantissa!.replaceAll(/\d/g, digit) + exponent);
  // If the shape does not allow it: one number that a double can hold, and one that it cannot.
  candidates.push('1', '9007199254740993');
  return candidates.find((text) => isRounded(text) === isRounded(source))!;
}
