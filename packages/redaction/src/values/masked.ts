import { isRounded } from '@batch-status/conformance/analysis';

/** A text of which only the shape is kept: letters become `x`, digits `0`. */
export function masked(text: string): string {
  return text.replaceAll(/\d/g, '0').replaceAll(/[A-Za-z]|\P{ASCII}/gu, 'x');
}

/** A number in JSON of which only the shape is kept, and whether a double holds it exactly. */
export function maskedNumber(source: string): string {
  const [, mantissa, exponent] = /^([^eE]*)(.*)$/s.exec(source)!;
  const candidates = ['1', '9'].map((digit) => mantissa!.replaceAll(/\d/g, digit) + exponent);
  // Should the shape not do it: a number that no double loses, and one that each does.
  candidates.push('1', '9007199254740993');
  return candidates.find((text) => isRounded(text) === isRounded(source))!;
}

/** Whether a name is one that somebody gave to a kind of thing, as far as its form tells. */
export function isIdentifier(name: string): boolean {
  return /^[\w$.-]{1,64}$/.test(name);
}
