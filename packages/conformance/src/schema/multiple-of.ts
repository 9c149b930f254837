import type { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * Replaces Ajv's check of `multipleOf`, which divides doubles: 19.99 is not a multiple of 0.01 there, and
 * a tolerance would accept numbers that are close to a multiple.
 */
export function addMultipleOf(ajv: Ajv2020): void {
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    errors: false,
    compile: (divisor: number) => (value: number) => isMultipleOf(value, divisor),
  });
}

/** Whether a number is a multiple of another, as both are written in decimal. */
export function isMultipleOf(value: number, divisor: number): boolean {
  // The remainder of two doubles is exact, and both doubles are integers here.
  if (Number.isInteger(divisor)) return value % divisor === 0;
  const [a, b] = [decimalOf(value), decimalOf(divisor)];
  const exponent = Math.min(a.exponent, b.exponent);
  return scaled(a, exponent) % scaled(b, exponent) === 0n;
}

interface Decimal {
  digits: bigint;
  exponent: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa, exponent = '0'] = String(value).split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  return { digits: BigInt(`${whole}${fraction}`), exponent: Number(exponent) - fraction.length };
}

function scaled({ digits, exponent }: Decimal, least: number): bigint {
  return digits * 10n ** BigInt(exponent - least);
}
