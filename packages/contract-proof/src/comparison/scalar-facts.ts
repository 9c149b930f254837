import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { canonical } from './canonical.ts';
import type { Part } from './conjunction.ts';
import type { Kind } from './kinds.ts';
import type { Fact } from './fact.ts';

/** Sizes: the keyword, the kind of value that it restricts, and whether it is a lower bound. */
const sizes: [keyword: string, kind: Kind, isLower: boolean][] = [
  ['minLength', 'string', true],
  ['maxLength', 'string', false],
  ['minItems', 'array', true],
  ['maxItems', 'array', false],
  ['minProperties', 'object', true],
  ['maxProperties', 'object', false],
];

/** The formats that are checked. All others are words for people. */
const formats: Record<string, Kind> = {
  ...Object.fromEntries(
    [
      ...[
        'byte',
        'date',
        'date-time',
        'duration',
        'email',
        'hostname',
        'ipv4',
        'ipv6',
        'json-pointer',
      ],
      ...['regex', 'relative-json-pointer', 'time', 'uri', 'uri-reference', 'uri-template', 'uuid'],
    ].map((name) => [name, 'string' as const]),
  ),
  ...Object.fromEntries(
    ['double', 'float', 'int32', 'int64', 'uint64'].map((name) => [name, 'integer' as const]),
  ),
};

export function isCheckedFormat(format: unknown): boolean {
  return typeof format === 'string' && Object.hasOwn(formats, format);
}

/** Patterns that every text matches. */
const patternsOfAll = new Set(['', '^', '$', '.*', '^.*', '.*$', '(?:)', '^[\\s\\S]*$']);

/** What keywords without schemas say about the kinds of values that are allowed. */
export function scalarFacts(parts: readonly Part[], allowed: ReadonlySet<Kind>): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const add = (key: string, value: string, pointer: string): void => {
    const known = facts.get(key);
    // Of several patterns, a text must match each. Their order does not count.
    const values = new Set([...(known?.value.split('\n') ?? []), value]);
    const pointers = [...(known?.pointers ?? []), pointer];
    facts.set(key, { value: [...values].toSorted().join('\n'), pointers });
  };
  const isNumber = allowed.has('integer') || allowed.has('fraction');
  const isWhole = isNumber && !allowed.has('fraction');
  for (const bound of isNumber ? boundsOf(parts, isWhole) : []) {
    facts.set(bound.key, { value: bound.value, pointers: bound.pointers });
  }
  for (const [keyword, kind, isLower] of sizes) {
    if (!allowed.has(kind)) continue;
    const own = parts.filter(({ schema }) => typeof schema[keyword] === 'number');
    const numbers = own.map(({ schema }) => schema[keyword] as number);
    const size = isLower ? Math.max(0, ...numbers) : Math.min(Infinity, ...numbers);
    if (size === 0 && isLower) continue;
    if (size === Infinity) continue;
    const pointers = own.map(({ pointer }) => pointerTo(pointer, keyword));
    facts.set(keyword, { value: String(size), pointers });
  }
  for (const { pointer, schema } of parts) {
    const { pattern, format, multipleOf, uniqueItems, required, dependentRequired } = schema;
    if (allowed.has('string') && typeof pattern === 'string' && !patternsOfAll.has(pattern)) {
      add('pattern', pattern, pointerTo(pointer, 'pattern'));
    }
    if (isCheckedFormat(format) && restricts(String(format), allowed)) {
      add('format', String(format), pointerTo(pointer, 'format'));
    }
    const isFree = multipleOf === 1 && isWhole;
    if (isNumber && typeof multipleOf === 'number' && !isFree) {
      add('multipleOf', String(multipleOf), pointerTo(pointer, 'multipleOf'));
    }
    if (allowed.has('array')) {
      if (uniqueItems === true) add('uniqueItems', 'true', pointerTo(pointer, 'uniqueItems'));
      if ('contains' in schema && !isIdle(schema)) {
        for (const keyword of ['minContains', 'maxContains']) {
          const count = schema[keyword] ?? (keyword === 'minContains' ? 1 : undefined);
          if (count !== undefined && !(keyword === 'minContains' && count === 1)) {
            add(keyword, canonical(count), pointerTo(pointer, keyword));
          }
        }
      }
    }
    if (allowed.has('object')) {
      for (const name of Array.isArray(required) ? new Set(required.map(String)) : []) {
        add(`required ${name}`, 'true', pointerTo(pointer, 'required'));
      }
      for (const [name, others] of isObject(dependentRequired)
        ? Object.entries(dependentRequired)
        : []) {
        for (const other of Array.isArray(others) ? others.map(String) : []) {
          if (other === name) continue;
          add(
            `dependentRequired ${name} ${other}`,
            'true',
            pointerTo(pointer, 'dependentRequired'),
          );
        }
      }
    }
    if ('$dynamicRef' in schema) {
      add('$dynamicRef', canonical(schema['$dynamicRef']), pointerTo(pointer, '$dynamicRef'));
    }
  }
  return facts;
}

/** Whether `contains` restricts nothing: no element needs to fit it. */
export function isIdle({ minContains, maxContains }: JsonObject): boolean {
  return minContains === 0 && maxContains === undefined;
}

function restricts(format: string, allowed: ReadonlySet<Kind>): boolean {
  const kind = formats[format]!;
  if (format === 'float' || format === 'double') return false;
  return allowed.has(kind) || (kind === 'integer' && allowed.has('fraction'));
}

interface Bound {
  key: string;
  value: string;
  pointers: string[];
}

function boundsOf(parts: readonly Part[], isWhole: boolean): Bound[] {
  const lower = strictest(parts, 'minimum', 'exclusiveMinimum', isWhole, 1);
  const upper = strictest(parts, 'maximum', 'exclusiveMaximum', isWhole, -1);
  return [
    ...(lower ? [{ key: 'least number', ...lower }] : []),
    ...(upper ? [{ key: 'greatest number', ...upper }] : []),
  ];
}

function strictest(
  parts: readonly Part[],
  inclusive: string,
  exclusive: string,
  isWhole: boolean,
  sign: 1 | -1,
): Omit<Bound, 'key'> | undefined {
  const found: { at: number; isExclusive: boolean; pointer: string }[] = [];
  for (const { pointer, schema } of parts) {
    for (const keyword of [inclusive, exclusive]) {
      const written = schema[keyword];
      if (typeof written !== 'number') continue;
      const place = pointerTo(pointer, keyword);
      found.push({ ...stepped(written, keyword === exclusive, isWhole, sign), pointer: place });
    }
  }
  const order = found.toSorted(
    (a, b) => sign * (b.at - a.at) || Number(b.isExclusive) - Number(a.isExclusive),
  );
  const [first] = order;
  if (!first) return undefined;
  const value = `${first.isExclusive ? 'exclusive ' : ''}${first.at}`;
  return { value, pointers: order.map(({ pointer }) => pointer) };
}

/** For integers, every bound is one that is allowed itself. */
function stepped(
  written: number,
  isExclusive: boolean,
  isWhole: boolean,
  sign: 1 | -1,
): { at: number; isExclusive: boolean } {
  if (!isWhole || !Number.isSafeInteger(Math.trunc(written))) return { at: written, isExclusive };
  const whole = sign > 0 ? Math.ceil(written) : Math.floor(written);
  const isNext = isExclusive && whole === written;
  return { at: isNext ? written + sign : whole, isExclusive: false };
}
