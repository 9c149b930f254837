import { FailedOperation } from './failure.ts';
import { isList, type RuleFunction, type Value } from './value.ts';

/** The characters of a text as CEL counts them. */
export function codePoints(text: string): string[] {
  return Array.from(text);
}

/** The white space of Unicode. `trim` of JavaScript also removes U+FEFF, and keeps U+0085. */
const space = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const outerSpace = new RegExp(`^${space}|${space}$`, 'g');

/** The methods of strings, and of lists of strings. Positions count code points. */
export const textMethods: readonly [name: string, method: RuleFunction][] = [
  ['contains', (text, part) => textOf(text).includes(textOf(part))],
  ['startsWith', (text, part) => textOf(text).startsWith(textOf(part))],
  ['endsWith', (text, part) => textOf(text).endsWith(textOf(part))],
  ['lowerAscii', (text) => textOf(text).replaceAll(/[A-Z]+/g, (part) => part.toLowerCase())],
  ['upperAscii', (text) => textOf(text).replaceAll(/[a-z]+/g, (part) => part.toUpperCase())],
  ['trim', (text) => textOf(text).replaceAll(outerSpace, '')],
  ['charAt', charAt],
  ['substring', substring],
  ['indexOf', indexOf],
  ['lastIndexOf', lastIndexOf],
  ['replace', replaced],
  ['split', split],
  ['join', join],
];

function charAt(text: Value, at: Value | undefined): Value {
  const points = codePoints(textOf(text));
  return points[positionOf(at, points.length)] ?? '';
}

function substring(text: Value | undefined, from: Value | undefined, to: Value | undefined): Value {
  const points = codePoints(textOf(text));
  const start = positionOf(from, points.length);
  const end = to === undefined ? points.length : positionOf(to, points.length);
  if (start > end) throw new FailedOperation('index out of range');
  return points.slice(start, end).join('');
}

function indexOf(text: Value | undefined, part: Value | undefined, from: Value | undefined): Value {
  const points = codePoints(textOf(text));
  const wanted = codePoints(textOf(part));
  const start = from === undefined ? 0 : positionOf(from, points.length);
  if (wanted.length === 0) return BigInt(start);
  for (let at = start; at + wanted.length <= points.length; at++) {
    if (isAt(points, wanted, at)) return BigInt(at);
  }
  return -1n;
}

function lastIndexOf(text: Value, part: Value | undefined, from: Value | undefined): Value {
  const points = codePoints(textOf(text));
  const wanted = codePoints(textOf(part));
  const start = from === undefined ? points.length : positionOf(from, points.length);
  if (wanted.length === 0) return BigInt(start);
  for (let at = Math.min(start, points.length - wanted.length); at >= 0; at--) {
    if (isAt(points, wanted, at)) return BigInt(at);
  }
  return -1n;
}

function isAt(points: readonly string[], wanted: readonly string[], at: number): boolean {
  return wanted.every((point, index) => points[at + index] === point);
}

function replaced(
  text: Value,
  part: Value | undefined,
  other: Value | undefined,
  most: Value | undefined,
): Value {
  const [whole, by] = [textOf(text), textOf(part)];
  const pieces = by === '' ? ['', ...codePoints(whole), ''] : whole.split(by);
  const count = countOf(most);
  return limited(pieces, by, count < 0 ? count : count + 1).join(textOf(other));
}

function split(text: Value, separator: Value | undefined, most: Value | undefined): Value {
  const count = countOf(most);
  const [whole, by] = [textOf(text), textOf(separator)];
  if (count === 0) return [];
  return limited(by === '' ? codePoints(whole) : whole.split(by), by, count);
}

function join(list: Value, separator: Value | undefined): Value {
  if (!isList(list)) return noOverload();
  return list.map((item) => textOf(item)).join(separator === undefined ? '' : textOf(separator));
}

/** The first pieces, and the rest of the text as the last one. A negative number has no effect. */
function limited(pieces: string[], by: string, most: number): string[] {
  if (most < 0 || pieces.length <= most) return pieces;
  return [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(by)];
}

function countOf(value: Value | undefined): number {
  if (value === undefined) return -1;
  return typeof value === 'bigint' ? Number(value) : noOverload();
}

function positionOf(value: Value | undefined, length: number): number {
  if (typeof value !== 'bigint') return noOverload();
  if (value >= 0n && value <= BigInt(length)) return Number(value);
  throw new FailedOperation('index out of range');
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : noOverload();
}

function noOverload(): never {
  throw new FailedOperation('no such overload');
}
