import { toInt } from './arithmetic.ts';
import { FailedOperation } from './failure.ts';
import { matches } from './regular-expression.ts';
import { codePoints, textMethods } from './texts.ts';
import {
  dateIn,
  dateParts,
  Duration,
  durationOf,
  durationParts,
  durationText,
  secondsOf,
  Timestamp,
  timestampOf,
  timestampOfSeconds,
  timestampText,
} from './time.ts';
import { typeOf } from './types.ts';
import { isList, isMap, type RuleFunction, type Value } from './value.ts';

export const functions: ReadonlyMap<string, RuleFunction> = new Map<string, RuleFunction>([
  ['dyn', (value) => value!],
  ['type', (value) => typeOf(value)],
  ['size', (value) => sizeOf(value)],
  ['matches', (text, pattern) => matches(text, pattern)],
  ['int', (value) => intOf(value)],
  ['double', (value) => doubleOf(value)],
  ['string', (value) => stringOf(value)],
  ['bool', (value) => boolOf(value)],
  ['timestamp', (value) => timestampFrom(value)],
  ['duration', (value) => durationFrom(value)],
]);

export const methods: ReadonlyMap<string, RuleFunction> = new Map<string, RuleFunction>([
  ['size', (value) => sizeOf(value)],
  ['matches', (text, pattern) => matches(text, pattern)],
  ...textMethods,
  ...[...dateParts.keys()].map((name): [string, RuleFunction] => [
    name,
    (time, zone) => partOf(name, time, zone),
  ]),
]);

function partOf(name: string, time: Value, zone: Value | undefined): Value {
  if (time instanceof Duration && zone === undefined) {
    const part = durationParts.get(name);
    return part ? part(time) : noOverload();
  }
  if (!(time instanceof Timestamp)) return noOverload();
  if (zone !== undefined && typeof zone !== 'string') return noOverload();
  return BigInt(dateParts.get(name)!(dateIn(time, zone ?? 'UTC')));
}

function sizeOf(value: Value): bigint {
  if (typeof value === 'string') return BigInt(codePoints(value).length);
  if (isList(value)) return BigInt(value.length);
  return isMap(value) ? BigInt(value.size) : noOverload();
}

const limit = 2 ** 63;

function intOf(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    if (value > -limit && value < limit) return BigInt(Math.trunc(value));
    throw new FailedOperation('numeric overflow');
  }
  if (value instanceof Timestamp) return secondsOf(value);
  if (typeof value !== 'string') return noOverload();
  if (/^[+-]?\d+$/.test(value)) return toInt(BigInt(value.replace(/^\+/, '')));
  throw new FailedOperation('int conversion error');
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const infinite = /^([+-]?)inf(?:inity)?$/i;

function doubleOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return noOverload();
  const infinity = infinite.exec(value);
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity;
  if (/^nan$/i.test(value)) return Number.NaN;
  const double = decimal.test(value) ? Number(value) : Number.NaN;
  if (Number.isFinite(double)) return double;
  throw new FailedOperation('double conversion error');
}

function stringOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Timestamp) return timestampText(value);
  return value instanceof Duration ? durationText(value) : noOverload();
}

const truths = new Set(['1', 't', 'true', 'TRUE', 'True']);
const untruths = new Set(['0', 'f', 'false', 'FALSE', 'False']);

function boolOf(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return noOverload();
  if (truths.has(value)) return true;
  if (untruths.has(value)) return false;
  throw new FailedOperation('bool conversion error');
}

function timestampFrom(value: Value): Timestamp {
  if (value instanceof Timestamp) return value;
  if (typeof value === 'bigint') return timestampOfSeconds(value);
  return typeof value === 'string' ? timestampOf(value) : noOverload();
}

function durationFrom(value: Value): Duration {
  if (value instanceof Duration) return value;
  return typeof value === 'string' ? durationOf(value) : noOverload();
}

function noOverload(): never {
  throw new FailedOperation('no such overload');
}
