import type { Contract } from '@batch-status/conformance';
import { isObject, valueAt, type JsonObject } from '@batch-status/json-schema';

import type { SchemaDifference } from '../../comparison/compare-schemas.ts';
import { crossed, variedAt } from '../../sketch/vary-body.ts';
import type { Contender } from '../change/contract-change.ts';

const mostNames = 5;
const small = [0, 1, 2, 3];

/** Bodies, alone or in a row, that could break a rule: mixtures of two, and values that the rule names. */
export function* variedByRule(
  contracts: Record<Contender, Contract>,
  { key, path, base, revision }: SchemaDifference,
  body: unknown,
  other: unknown,
): Generator<unknown[]> {
  const rules = [
    key.replace('rule ', ''),
    ...(['base', 'revision'] as const).flatMap((side) =>
      (side === 'base' ? base : revision).pointers.map((pointer) => {
        const rule = contracts[side].at(pointer);
        return isObject(rule) ? String(rule['rule']) : '';
      }),
    ),
  ];
  const isOfTwo = rules.join(' ').includes('oldSelf');
  const names = namesIn(rules.join(' '));
  const probes = probesIn(rules.join(' '));
  const there = valueAt(
    other,
    path.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  );
  const within = function* (value: unknown): Generator {
    yield* crossed(value, there);
    yield* crossed(there, value);
    if (!isObject(value)) {
      yield* probes;
      return;
    }
    yield* withMembers(value, names, probes);
    yield* withElements(value, names);
  };
  for (const later of [other, ...variedAt(body, path, within)]) {
    yield [later];
    if (!isOfTwo) continue;
    yield [body, later];
    yield [later, body];
  }
  if (isOfTwo) yield [body, body];
}

function* withMembers(value: JsonObject, names: string[], probes: unknown[]): Generator {
  for (const name of names) {
    const { [name]: _, ...others } = value;
    yield others;
    for (const probe of probes) yield { ...value, [name]: probe };
  }
  for (const [index, name] of names.entries()) {
    for (const second of names.slice(index + 1)) {
      for (const a of small) for (const b of small) yield { ...value, [name]: a, [second]: b };
      yield { ...value, [name]: true, [second]: null };
      yield { ...value, [name]: false, [second]: 1 };
      const { [second]: _, ...others } = value;
      yield { ...others, [name]: true };
    }
  }
}

/** Changes members of elements, since a rule can be about all elements of a list. */
function* withElements(value: JsonObject, names: string[]): Generator {
  for (const [list, elements] of Object.entries(value)) {
    if (!Array.isArray(elements)) continue;
    for (const [index, element] of elements.entries()) {
      if (!isObject(element)) continue;
      for (const name of names) {
        for (const probe of [...small, 100, null, 'text', '']) {
          yield { ...value, [list]: elements.with(index, { ...element, [name]: probe }) };
        }
      }
    }
  }
}

/** The members that a rule reads. */
export function namesIn(rule: string): string[] {
  const names = [...rule.matchAll(/\.([A-Za-z_]\w*)\b(?!\s*\()/g)].map(([, name]) => name!);
  return [...new Set(names)].slice(0, mostNames);
}

/** The constants of a rule, and adjacent ones. */
function probesIn(rule: string): unknown[] {
  const numbers = [...rule.matchAll(/-?\b\d+(?:\.\d+)?\b/g)].map(([text]) => Number(text));
  const texts = [...rule.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  const near = numbers.flatMap((number) => [number - 1, number, number + 1]);
  const sizes = near.filter((size) => size >= 0 && size <= 200);
  return [
    ...new Set([
      ...near,
      ...texts,
      ...sizes.map((size) => 'x'.repeat(size)),
      0,
      1,
      2,
      true,
      false,
      null,
      'text',
      '',
    ]),
    ...sizes.filter((size) => size <= 20).map((size) => Array.from({ length: size }, () => 'text')),
  ];
}
