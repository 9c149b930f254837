import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import type { AppliedSchema } from '../../contract/applied-schemas.ts';
import type { Contract } from '../../contract/contract.ts';
import { exactInteger } from '../../exchange/exact-integer.ts';
import type { Mismatch } from '../finding/mismatch.ts';

type Compare = (value: bigint, bound: bigint) => boolean;

const bounds: ReadonlyMap<string, { fits: Compare; words: string }> = new Map([
  ['minimum', { fits: (value, bound) => value >= bound, words: 'too small, wanted at least' }],
  ['maximum', { fits: (value, bound) => value <= bound, words: 'too large, wanted at most' }],
  [
    'exclusiveMinimum',
    { fits: (value, bound) => value > bound, words: 'too small, wanted more than' },
  ],
  [
    'exclusiveMaximum',
    { fits: (value, bound) => value < bound, words: 'too large, wanted less than' },
  ],
  [
    'multipleOf',
    { fits: (value, bound) => bound !== 0n && value % bound === 0n, words: 'not a multiple of' },
  ],
] satisfies [string, { fits: Compare; words: string }][]);

const formats: ReadonlyMap<unknown, [least: bigint, most: bigint]> = new Map([
  ['int64', [-(2n ** 63n), 2n ** 63n - 1n]],
  ['uint64', [0n, 2n ** 64n - 1n]],
]);

/** The keywords whose verdict about a large integer must not come from doubles. */
const exactKeywords = new Set([...bounds.keys(), 'const', 'enum']);

/** Whether a mismatch is about a keyword that `exactMismatches` checks. */
export function isAboutInteger(contract: Contract, { pointer }: Mismatch): boolean {
  const [, keyword = ''] = /\/([^/]*)$/.exec(pointer) ?? [];
  const written = contract.at(pointer);
  if (keyword === 'format') return formats.has(written);
  if (!exactKeywords.has(keyword)) return false;
  return keyword === 'enum' || Number.isInteger(written);
}

/** How an integer that a double may not represent breaks the keywords of a schema. */
export function exactMismatches(
  contract: Contract,
  { schema, pointer, at }: AppliedSchema,
  value: bigint,
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const add = (keyword: string, words: string): void => {
    const message = `found an integer that ${words}`;
    mismatches.push({ rule: 'schema', message, at, pointer: pointerTo(pointer, keyword) });
  };
  for (const [keyword, { fits, words }] of bounds) {
    const bound = integerAt(contract, pointerTo(pointer, keyword), schema[keyword]);
    if (bound !== undefined && !fits(value, bound)) add(keyword, `is ${words} ${bound}`);
  }
  const [least, most] = formats.get(schema['format']) ?? [value, value];
  if (value < least || value > most) {
    add('format', `does not have the format ${JSON.stringify(schema['format'])}`);
  }
  for (const keyword of ['const', 'enum']) {
    if (isOtherThan(contract, schema, pointer, keyword, value))
      add(keyword, 'is not the wanted one');
  }
  return mismatches;
}

function isOtherThan(
  contract: Contract,
  schema: JsonObject,
  pointer: string,
  keyword: string,
  value: bigint,
): boolean {
  if (!isObject(schema) || !Object.hasOwn(schema, keyword)) return false;
  const at = pointerTo(pointer, keyword);
  const written = schema[keyword];
  if (keyword === 'const') {
    return Number.isInteger(written) && integerAt(contract, at, written) !== value;
  }
  if (!Array.isArray(written)) return false;
  return !written.some((one, index) => integerAt(contract, pointerTo(at, index), one) === value);
}

/** The integer in the contract, as it is written there: parsing rounds it too. */
function integerAt(contract: Contract, pointer: string, parsed: unknown): bigint | undefined {
  if (typeof parsed !== 'number' || !Number.isInteger(parsed)) return undefined;
  if (Number.isSafeInteger(parsed)) return BigInt(parsed);
  const text = contract.textOfNumber(pointer);
  // A changed contract has other values than its text.
  const written = text !== undefined && Number(text) === parsed ? exactInteger(text) : undefined;
  return written ?? BigInt(parsed);
}
