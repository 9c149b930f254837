import type { Contract } from '@batch-status/conformance';
import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { SchemaDifference } from '../../comparison/compare-schemas.ts';
import { schemaAt } from '../../contract/subschemas.ts';
import type { Chance } from '../../sketch/chance.ts';
import { drawValue } from '../../sketch/draw-value.ts';
import { textsNear, textsOfPattern } from '../../sketch/texts-of-pattern.ts';
import type { Contender } from '../change/contract-change.ts';

const always: unknown[] = [null, 'text', '', 7, 0.5, -1, 0, true, false, [], {}];
/** The ends of formats of numbers, and numbers beyond them. */
const limits = [
  ...[2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1],
  ...[2 ** 32, 2 ** 53 - 1, 2 ** 53 + 2, 2 ** 63, -(2 ** 63), -(2 ** 63) - 2048, 2 ** 64],
  ...[1e39, -1e39, 1e308, 1e-7],
];
const longest = 5000;

/** Values that could show a difference: those that it names, adjacent ones, and drawn ones. */
export function probesOf(
  contracts: Record<Contender, Contract>,
  difference: SchemaDifference,
  chance: Chance,
): unknown[] {
  const named: unknown[] = [];
  const patterns: string[] = [];
  const drawn: unknown[] = [];
  for (const side of ['base', 'revision'] as const) {
    const contract = contracts[side];
    const { pointers, place } = difference[side];
    for (const pointer of pointers) named.push(...leavesOf(contract.at(pointer)));
    for (const pointer of [...place, ...pointers.filter((at) => isObject(contract.at(at)))]) {
      const { pattern } = schemaAt(contract, pointer);
      if (typeof pattern === 'string') patterns.push(pattern);
      if (contract.at(pointer) === undefined || typeof contract.at(pointer) === 'boolean') continue;
      for (let times = 0; times < 4; times++) drawn.push(drawValue(contract, pointer, chance));
    }
  }
  if (difference.key === 'pattern') {
    for (const { value } of [difference.base, difference.revision]) {
      patterns.push(...(value?.split('\n') ?? []));
    }
  }
  const texts = named.filter((value) => typeof value === 'string').slice(0, 40);
  const matching = patterns.flatMap((pattern) => [...textsOfPattern(pattern)]);
  const numbers = named.filter((value) => typeof value === 'number');
  const near = numbers.flatMap((value) => [
    value - 1,
    value - 0.5,
    value,
    value + 0.5,
    value + 1,
    value * 2 + 0.25,
  ]);
  const sizes = near.filter((size) => Number.isInteger(size) && size >= 0 && size <= longest);
  const isAboutNumbers = /number|multipleOf|format|type|enum/.test(difference.key);
  return distinct([
    ...drawn,
    ...always,
    ...near,
    ...(isAboutNumbers ? limits : []),
    ...sizes.map((size) => 'x'.repeat(size)),
    ...texts,
    ...matching,
    ...matching.slice(0, 6).flatMap(textsNear),
    ...formatted,
  ]);
}

/** Texts of formats, and texts that are almost of a format. */
const formatted = [
  ...['2024-01-31', '2024-13-31', '2024-01-31T12:00:00Z', '2024-01-31T12:00:00', '12:00:00Z'],
  ...['a@example.com', 'example.com', '192.0.2.1', '2001:db8::1', 'https://example.com/', '/text'],
  ...['123e4567-e89b-42d3-a456-426614174000', 'PT1M', 'dGV4dA==', '%%', 'A1', 'aA-1'],
];

function distinct(values: unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

export function leavesOf(value: unknown, depth = 0): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return depth > 8 ? [] : Object.values(value).flatMap((inner) => leavesOf(inner, depth + 1));
}

/** Variants of a value in the place of a difference. */
export function* variantsAt(
  value: unknown,
  probes: readonly unknown[],
  { key }: SchemaDifference,
): Generator {
  const [, member] =
    /^(?:properties|required|dependentRequired|dependentSchemas) (.*)$/s.exec(key) ?? [];
  if (isObject(value)) yield* ofObject(value, probes, member?.split(' ') ?? []);
  if (Array.isArray(value)) yield* ofArray(value, probes);
  yield* probes;
  for (const probe of probes.slice(0, 40)) if (!Array.isArray(probe)) yield [probe];
}

function* ofObject(
  value: JsonObject,
  probes: readonly unknown[],
  members: readonly string[],
): Generator {
  for (const name of new Set(members)) {
    const { [name]: _, ...others } = value;
    yield others;
    for (const probe of probes) yield { ...value, [name]: probe };
  }
  for (const name of ['first', 'another one']) {
    for (const other of probes.slice(0, 30)) yield { ...value, [name]: other };
  }
  const names = Object.keys(value);
  for (const name of names) {
    const { [name]: _, ...others } = value;
    yield others;
  }
  for (const name of names) {
    for (const probe of probes.slice(0, 15)) yield { ...value, [name]: probe };
  }
  for (const count of [1, 2, 5, ...probes.filter((probe) => isSize(probe))]) {
    const more = Array.from({ length: Number(count) }, (_, index) => [`more_${index}`, 'text']);
    yield { ...value, ...(Object.fromEntries(more) as JsonObject) };
    yield Object.fromEntries(Object.entries(value).slice(0, Number(count)));
  }
}

function* ofArray(value: unknown[], probes: readonly unknown[]): Generator {
  const element: unknown = value[0] ?? 'text';
  yield [...value, element];
  yield value.slice(1);
  yield [];
  for (const size of probes) {
    if (!isSize(size)) continue;
    yield Array.from({ length: Number(size) }, (_, index): unknown => value[index] ?? element);
    yield Array.from({ length: Number(size) }, (_, index): unknown => value[index] ?? index);
  }
  for (const probe of probes.slice(0, 60)) {
    yield [probe, ...value.slice(1)];
    yield [...value, probe];
  }
}

function isSize(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 300;
}
