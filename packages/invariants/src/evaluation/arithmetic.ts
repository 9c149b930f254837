import { FailedOperation } from './failure.ts';
import { Duration, Timestamp } from './time.ts';
import { isList, type Value } from './value.ts';

/** An integer of 64 bits. */
export function toInt(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new FailedOperation('numeric overflow');
}

/** The result of `left op right`. */
export function calculated(op: string, left: Value, right: Value): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    return toInt(integers(op, left, right));
  }
  if (typeof left === 'number' && typeof right === 'number') return doubles(op, left, right);
  if (op === '+') return sum(left, right);
  if (op === '-') return difference(left, right);
  throw new FailedOperation('no such overload');
}

function integers(op: string, left: bigint, right: bigint): bigint {
  if (op === '+') return left + right;
  if (op === '-') return left - right;
  if (op === '*') return left * right;
  if (right === 0n) throw new FailedOperation(op === '/' ? 'division by zero' : 'modulo by zero');
  // The remainder of the least integer and -1 fits, but its quotient does not: an overflow in CEL.
  const quotient = toInt(left / right);
  return op === '/' ? quotient : left % right;
}

function doubles(op: string, left: number, right: number): number {
  if (op === '+') return left + right;
  if (op === '-') return left - right;
  if (op === '*') return left * right;
  if (op === '/') return left / right;
  throw new FailedOperation('no such overload');
}

function sum(left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (isList(left) && isList(right)) return [...left, ...right];
  if (left instanceof Duration && right instanceof Duration) {
    return new Duration(left.nanoseconds + right.nanoseconds);
  }
  if (left instanceof Timestamp && right instanceof Duration) {
    return new Timestamp(left.nanoseconds + right.nanoseconds);
  }
  if (left instanceof Duration && right instanceof Timestamp) {
    return new Timestamp(left.nanoseconds + right.nanoseconds);
  }
  throw new FailedOperation('no such overload');
}

function difference(left: Value, right: Value): Value {
  if (left instanceof Timestamp && right instanceof Duration) {
    return new Timestamp(left.nanoseconds - right.nanoseconds);
  }
  const isPair =
    (left instanceof Timestamp && right instanceof Timestamp) ||
    (left instanceof Duration && right instanceof Duration);
  if (isPair) return new Duration(left.nanoseconds - right.nanoseconds);
  throw new FailedOperation('no such overload');
}
