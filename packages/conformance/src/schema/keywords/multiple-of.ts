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
    compile: multiplesOf,
  });
}

/** Whether a number is a multiple of another, as both are written in decimal. */
export function isMultipleOf(value: number, divisor: number): boolean {
  return multiplesOf(divisor)(value);
}

function multiplesOf(divisor: number): (value: number) => boolean {
  // The remainder of two doubles is exact, and both doubles are integers here.
  if (Number.isInteger(divisor)) return (value) => value % divisor === 0;
  const unit = decimalOf(divisor);
  return (value) => isMultiple(decimalOf(value), unit);
}

function isMultiple({ digits, exponent }: Decimal, unit: Decimal): boolean {
  const power = exponent - unit.exponent;
  if (power >= 0 && unit.digits === 1n) return true;
  if (power >= 0) return (digits * powerOfTen(power, unit.digits)) % unit.digits === 0n;
  // A double has at most 17 digits, so a longer divisor divides only 0.
  if (power < -mostDigits) return digits === 0n;
  return digits % (unit.digits * 10n ** BigInt(-power)) === 0n;
}

const mostDigits = 20;

/** The remainder of a power of ten, whose digits are at most a few more than those of the divisor. */
function powerOfTen(power: number, divisor: bigint): bigint {
  let remainder = 1n;
  let square = 10n % divisor;
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) remainder = (remainder * square) % divisor;
    square = (square * square) % divisor;
  }
  return remainder;
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
