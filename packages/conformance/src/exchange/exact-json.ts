import { parse, type AnyNode } from '@humanwhocodes/momoa';
import { isObject, pointerTo } from '@batch-status/json-schema';

/** What a JSON text says that its parsed value does not. */
export interface LostFact {
  rule: 'duplicate-member' | 'inexact-number';
  /** Where in the value, as a JSON pointer. */
  at: string;
}

/**
 * What `JSON.parse` has lost of a text: members that another of the same name replaced, and integers
 * that it rounded.
 *
 * @param value What the text was parsed to.
 */
export function lostIn(text: string, value: unknown): LostFact[] {
  // Reading a text a second time costs far more than to find that this is not needed.
  if (isPlain(text, value)) return [];
  return [...lostFacts(text, parse(text).body, '')];
}

/**
 * Whether it is plain that nothing was lost: the text has as many names of members as the value, or
 * what looks like them, and no number that is longer than every double can hold, or has an exponent.
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

/** A number of more digits than every double can hold, or with an exponent; not in a string. */
const mayHoldInexactNumber = /(?:^|[[:,\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

const [quote, minus, dot, zero, nine] = [0x22, 0x2d, 0x2e, 0x30, 0x39];
const longestExact = 15;

function beforeSpace(text: string, at: number): number {
  let before = at - 1;
  while (isSpace(text.charCodeAt(before))) before--;
  return before;
}

/** Whether what begins here is a number that a double surely holds, or is no number. */
function isShortNumber(text: string, from: number): boolean {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === minus) at++;
  const start = at;
  let code = text.charCodeAt(at);
  while ((code >= zero && code <= nine) || code === dot) code = text.charCodeAt(++at);
  const length = at - start;
  // `e` and `E`; only in a string can another letter follow.
  return length <= longestExact && (length === 0 || (code | 0x20) !== 0x65);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** How many names of members a value has, and whether it has numbers that are no members. */
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

function* lostFacts(text: string, node: AnyNode, at: string): Generator<LostFact> {
  if (node.type === 'Object') {
    const seen = new Set<string>();
    for (const { name, value } of node.members) {
      const key = name.type === 'String' ? name.value : '';
      const member = pointerTo(at, key);
      if (seen.has(key)) yield { rule: 'duplicate-member', at: member };
      seen.add(key);
      yield* lostFacts(text, value, member);
    }
  } else if (node.type === 'Array') {
    for (const [index, { value }] of node.elements.entries()) {
      yield* lostFacts(text, value, pointerTo(at, index));
    }
  } else if (node.type === 'Number') {
    const { start, end } = node.loc;
    if (isRounded(text.slice(start.offset, end.offset))) yield { rule: 'inexact-number', at };
  }
}

/**
 * Whether a number is an integer only before or only after `JSON.parse`, or becomes another one. One
 * of which JavaScript prints what was sent is the same, though its double may lie a little beside it.
 */
export function isRounded(source: string): boolean {
  const double = Number(source);
  return !Number.isFinite(double) || integerOf(source) !== integerOf(String(double));
}

/** The integer that a JSON number is; `undefined` if it has a fraction. */
function integerOf(source: string): bigint | undefined {
  const [mantissa, exponent = '0'] = source.toLowerCase().split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  const digits = `${whole}${fraction}`;
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  const significant = digits.slice(0, end);
  if (/^-?0*$/.test(significant)) return 0n;
  // A double is finite, so there are never many zeros to add.
  const zeros = Number(exponent) - fraction.length + (digits.length - end);
  return zeros < 0 ? undefined : BigInt(significant) * 10n ** BigInt(zeros);
}
