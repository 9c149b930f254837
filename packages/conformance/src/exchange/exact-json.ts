import { parse, type AnyNode } from '@humanwhocodes/momoa';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { exactInteger } from './exact-integer.ts';

/** A fact in a JSON text that its parsed value has lost. */
export interface LostFact {
  rule: 'duplicate-member' | 'inexact-number';
  /** A JSON Pointer into the value. */
  at: string;
}

/** What a JSON text says more precisely than its parsed value. */
export interface TextFacts {
  lost: LostFact[];
  /** By JSON Pointer: the integers that are so large that comparing doubles may be wrong. */
  large: ReadonlyMap<string, bigint>;
}

/**
 * Finds what `JSON.parse` lost: members that a later member of the same name replaced, and integers
 * that were rounded. Also finds large integers.
 *
 * @param value The result of parsing the text.
 */
export function factsIn(text: string, value: unknown): TextFacts {
  // Parsing the text a second time costs far more than this test, and is rarely needed.
  if (isPlain(text, value)) return none;
  const large = new Map<string, bigint>();
  return { lost: [...lostFacts(text, parse(text).body, '', large)], large };
}

const none: TextFacts = { lost: [], large: new Map() };

/**
 * Whether certainly nothing was lost: the text has as many member names, or what looks like member
 * names, as the value, and no number with an exponent or with more digits than every double can
 * represent.
 */
function isPlain(text: string, value: unknown): boolean {
  const { names, hasLoneNumbers } = membersIn(value);
  if (hasLoneNumbers && mayHoldInexactNumber.test(text)) return false;
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    if (text.charCodeAt(beforeSpace(text, colon)) === quote) count++;
    if (!isShortNumber(text, colon + 1)) return false;
  }
  return count === names;
}

/** A number with an exponent, or with more digits than every double can represent. */
const mayHoldInexactNumber = /(?:^|[[:,\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

const [quote, minus, dot, zero, nine] = [0x22, 0x2d, 0x2e, 0x30, 0x39];
const longestExact = 15;

function beforeSpace(text: string, at: number): number {
  let before = at - 1;
  while (isSpace(text.charCodeAt(before))) before--;
  return before;
}

/** Whether a double can certainly represent the number that starts here, or no number starts here. */
function isShortNumber(text: string, from: number): boolean {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === minus) at++;
  const start = at;
  let code = text.charCodeAt(at);
  while ((code >= zero && code <= nine) || code === dot) code = text.charCodeAt(++at);
  const length = at - start;
  // 0x65 is `e`. Any other letter after digits is inside a string.
  return length <= longestExact && (length === 0 || (code | 0x20) !== 0x65);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Counts the member names in a value, and tells whether it has numbers that are not members. */
function membersIn(value: unknown): { names: number; hasLoneNumbers: boolean } {
  let names = 0;
  let hasLoneNumbers = typeof value === 'number';
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) {
      for (const element of next) {
        if (typeof element === 'object') open.push(element);
        else if (typeof element === 'number') hasLoneNumbers = true;
      }
    } else if (isObject(next)) {
      for (const name in next) {
        names++;
        const member = next[name];
        if (typeof member === 'object') open.push(member);
      }
    }
  }
  return { names, hasLoneNumbers };
}

function* lostFacts(
  text: string,
  node: AnyNode,
  at: string,
  large: Map<string, bigint>,
): Generator<LostFact> {
  if (node.type === 'Object') {
    const seen = new Set<string>();
    for (const { name, value } of node.members) {
      const key = name.type === 'String' ? name.value : '';
      const member = pointerTo(at, key);
      if (seen.has(key)) yield { rule: 'duplicate-member', at: member };
      seen.add(key);
      yield* lostFacts(text, value, member, large);
    }
  } else if (node.type === 'Array') {
    for (const [index, { value }] of node.elements.entries()) {
      yield* lostFacts(text, value, pointerTo(at, index), large);
    }
  } else if (node.type === 'Number') {
    const { start, end } = node.loc;
    const source = text.slice(start.offset, end.offset);
    if (isRounded(source)) yield { rule: 'inexact-number', at };
    const integer = exactInteger(source);
    const isLarge = integer !== undefined && !Number.isSafeInteger(Number(source));
    if (isLarge) large.set(at, integer);
  }
}

/**
 * Whether `JSON.parse` changes which integer a number is, or whether it is one. A number that JavaScript
 * prints as it was sent has not changed, although its double may differ a little.
 *
 * @example
 * ```ts
 * import { isRounded } from '@batch-status/conformance/analysis';
 *
 * console.log(isRounded('9007199254740993'), isRounded('0.1')); // true false
 * ```
 */
export function isRounded(source: string): boolean {
  const double = Number(source);
  return !Number.isFinite(double) || exactInteger(source) !== exactInteger(String(double));
}
