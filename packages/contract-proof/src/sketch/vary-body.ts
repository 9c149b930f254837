import type { Contract } from '@batch-status/conformance';
import { appliedSchemas } from '@batch-status/conformance/analysis';
import { isObject, segmentsOf, type JsonObject } from '@batch-status/json-schema';

import type { Mutant } from '../mutants/mutant.ts';

/** A body to change, and what to change it to. */
export interface Variation {
  /** The pointer of the schema of the body. */
  schema: string;
  body: unknown;
  /** Values to put in the place of a part. */
  probes: readonly unknown[];
}

/** Changes the parts that the fact of a mutant is about. */
export function* variedNear(
  contract: Contract,
  { changes }: Mutant,
  { schema, body, probes }: Variation,
): Generator {
  const { pointer } = changes[0]!;
  const applied = [...appliedSchemas(contract, schema, body)].filter(
    (each) => pointer === each.pointer || pointer.startsWith(`${each.pointer}/`),
  );
  const innermost = Math.max(0, ...applied.map((each) => each.pointer.length));
  const places = applied.filter((each) => each.pointer.length === innermost).map(({ at }) => at);
  for (const place of [...new Set(places)].slice(0, 4)) {
    yield* variedAt(body, segmentsOf(place), (value) => variantsOf(value, probes));
  }
}

/** Changes any one part, since a fact can decide how another part is checked. */
export function* variedAnywhere(
  contract: Contract,
  { schema, body, probes }: Variation,
): Generator {
  const places = [...appliedSchemas(contract, schema, body)].map(({ at }) => at);
  for (const place of new Set(places)) {
    yield* variedAt(body, segmentsOf(place), () => probes.slice(0, 8));
  }
}

/** Takes one member from another body, or removes it. */
export function* crossed(body: unknown, other: unknown): Generator {
  if (!isObject(body) || !isObject(other)) return;
  for (const name of Object.keys({ ...body, ...other })) {
    const { [name]: _, ...others } = body;
    yield Object.hasOwn(other, name) ? { ...body, [name]: other[name] } : others;
  }
}

function* variantsOf(value: unknown, probes: readonly unknown[]): Generator {
  yield* probes;
  if (Array.isArray(value)) {
    const element: unknown = value[0] ?? 'text';
    yield [...value, element];
    yield value.slice(1);
    for (const size of probes) {
      if (Number.isInteger(size) && Number(size) >= 0 && Number(size) <= 1000) {
        yield Array.from({ length: Number(size) }, (_, index): unknown => value[index] ?? element);
      }
    }
    for (const probe of probes) yield [...value.slice(1), probe];
  }
  if (!isObject(value)) return;
  yield { ...value, another: 'text' };
  for (const name of Object.keys(value)) {
    const { [name]: _, ...others } = value;
    yield others;
  }
  for (const name of Object.keys(value)) {
    for (const probe of probes) yield { ...value, [name]: probe };
  }
}

/** Replaces the part at a path by each of its variants. */
export function* variedAt(
  value: unknown,
  [first, ...rest]: readonly string[],
  variants: (value: unknown) => Iterable<unknown>,
): Generator {
  if (first === undefined) {
    yield* variants(value);
    return;
  }
  const inner = (value as JsonObject | undefined)?.[first];
  for (const varied of variedAt(inner, rest, variants)) {
    if (!Array.isArray(value)) yield { ...(value as JsonObject), [first]: varied };
    else yield value.toSpliced(Number(first), 1, varied);
  }
}
