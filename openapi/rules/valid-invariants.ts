import { compileInvariants, type Invariants, type Place } from '@batch-status/invariants';
import type { Context, Location, Source, Visitors } from './redocly.ts';
import { textPlace } from './text-place.ts';

interface MediaType {
  schema?: unknown;
  example?: unknown;
  examples?: Record<string, { $ref?: string; value?: unknown }>;
}

type Schema = Record<string, unknown>;

/** Every rule fits its schema, and every example keeps the rules. */
export const validInvariants: Visitors = () => {
  // A schema is reached once by itself and once from each body that it is part of.
  const reported = new Set<string>();

  function compiled(schema: unknown, location: Location, context: Context): Invariants {
    const sources = new Map<string, Source>([[location.source.absoluteRef, location.source]]);
    const invariants = compileInvariants(
      { schema, pointer: location.absolutePointer },
      (reference, from) => {
        const target = context.resolve({ $ref: reference }, from.split('#')[0]);
        if (!target.location) return undefined;
        sources.set(target.location.source.absoluteRef, target.location.source);
        return { schema: target.node, pointer: target.location.absolutePointer } satisfies Place;
      },
    );
    for (const { message, pointer, range } of invariants.problems) {
      const key = `${pointer} ${message} ${range?.start}`;
      if (reported.has(key)) continue;
      reported.add(key);
      const [file = '', within = ''] = pointer.split('#');
      const source = sources.get(file)!;
      const place = { source, pointer: `#${within}` };
      context.report({
        message: `${message}.`,
        location: range ? textPlace(source, place.pointer, range.start, range.end) : place,
      });
    }
    return invariants;
  }

  return {
    Schema(schema: Schema, context: Context) {
      if (schema['x-validations'] === undefined) return;
      const { location } = context;
      const invariants = compiled(schema, location, context);
      const { examples } = schema;
      if (!Array.isArray(examples)) return;
      for (const [index, example] of examples.entries()) {
        judge(invariants, example, location.child(['examples', index]), context);
      }
    },
    MediaType(mediaType: MediaType, context: Context) {
      const { schema, example, examples = {} } = mediaType;
      if (schema === undefined) return;
      const { location } = context;
      const invariants = compiled(schema, location.child('schema'), context);
      if (example !== undefined) judge(invariants, example, location.child('example'), context);
      for (const [name, named] of Object.entries(examples)) {
        const target = named.$ref ? context.resolve({ $ref: named.$ref }).node : named;
        const { value } = target as { value?: unknown };
        if (value !== undefined)
          judge(invariants, value, location.child(['examples', name]), context);
      }
    },
  };
};

function judge(invariants: Invariants, example: unknown, location: Location, context: Context) {
  for (const { invariant, self, at } of invariants.within(example)) {
    const verdict = invariant.evaluate(self);
    if ('holds' in verdict && verdict.holds) continue;
    const why = 'error' in verdict ? ` cannot be judged (${verdict.error})` : ' is broken';
    const where = at + invariant.field || 'the whole';
    const message = `Example at ${where}: the rule "${invariant.message}"${why}.`;
    context.report({ message, location });
  }
}
