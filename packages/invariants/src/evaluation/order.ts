import { FailedOperation } from './failure.ts';
import { codePoints } from './texts.ts';
import { Duration, Timestamp } from './time.ts';
import { isList, isMap, isRuleObject, TypeValue, type Value } from './value.ts';

/** Whether two values are equal. Values of different types are not, except for numbers. */
export function areEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (isList(left)) {
    return (
      isList(right) &&
      left.length === right.length &&
      left.every((item, index) => areEqual(item, right[index]!))
    );
  }
  if (isMap(left)) {
    return (
      isMap(right) &&
      left.size === right.size &&
      [...left].every(([key, value]) => right.has(key) && areEqual(value, right.get(key)!))
    );
  }
  if (left instanceof TypeValue) return right instanceof TypeValue && left.name === right.name;
  const [one, other] = [instant(left), instant(right)];
  if (one !== undefined) return left?.constructor === right?.constructor && one === other;
  if (!isRuleObject(left) || !isRuleObject(right)) return false;
  return [...new Set([...left.names, ...right.names])].every((name) => {
    const [a, b] = [left.member(name), right.member(name)];
    return a === undefined || b === undefined ? a === b : areEqual(a, b);
  });
}

/**
 * Compares two values of an ordered type.
 *
 * @returns a number below, equal to, or above 0; `NaN` if one of the values is.
 * @throws FailedOperation if the values have no common order.
 */
export function compare(left: Value, right: Value): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const [one, other] = [instant(left), instant(right)];
  if (one === undefined || other === undefined || left?.constructor !== right?.constructor) {
    throw new FailedOperation('no such overload');
  }
  return signOf(one, other);
}

function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function instant(value: Value): bigint | undefined {
  return value instanceof Timestamp || value instanceof Duration ? value.nanoseconds : undefined;
}

const limit = 2 ** 63;

/** As cel-go does: an integer is compared with a double as a double. */
function compareNumbers(left: bigint | number, right: bigint | number): number {
  if (typeof left === 'bigint' && typeof right === 'bigint') return signOf(left, right);
  if (typeof left === 'bigint') return compareWithDouble(left, right as number);
  if (typeof right === 'bigint') return -compareWithDouble(right, left);
  return left === right ? 0 : left - right;
}

function compareWithDouble(integer: bigint, double: number): number {
  if (double < -limit) return 1;
  if (double > limit) return -1;
  return Number(integer) - double;
}

function signOf(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** By code points. The operators of JavaScript compare surrogates, which puts 😀 before U+FF5E. */
function compareTexts(left: string, right: string): number {
  const [ones, others] = [codePoints(left), codePoints(right)];
  for (const [index, one] of ones.entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    if (one !== other) return one.codePointAt(0)! - other.codePointAt(0)!;
  }
  return ones.length - others.length;
}
