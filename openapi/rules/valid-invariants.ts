import { compileInvariants, type Invariants } from '@batch-status/invariants';
import type { LocatedSchema } from '@batch-status/json-schema';
import type { Context, Location, Source, Visitors } from './redocly.ts';
import { textPlace } from './text-place.ts';

interface MediaType {
  schema?: unknown;
  example?: unknown;
  examples?: Record<string, { $ref?: string; value?: unknown }>;
}

type Schema = Record<string, unknown>;

/** Reports rules that do not fit their schema, and examples that break a rule. */
export const validInvariants: Visitors = () => {
  // The linter visits a schema once by itself and once for each body that contains it.
  const reported = new Set<string>();

  function compiled(schema: unknown, location: Location, context: Context): Invariants {
    const sources = new Map<string, Source>([[location.source.absoluteRef, location.source]]);
    const invariants = compileInvariants(
      { schema, pointer: location.absolutePointer },
      (reference, from) => {
        const target = context.resolve({ $ref: reference }, from.split('#')[0]);
        if (!target.location) return undefined;
        sources.set(target.location.source.absoluteRef, target.location.source);
        return {
          schema: target.node,
          pointer: target.location.absolutePointer,
        } satisfies LocatedSchema;
      },
    );
    for (const { message, pointer, range } of invariants.diagnostics) {
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
        checkExample(invariants, example, location.child(['examples', index]), context);
      }
    },
    MediaType(mediaType: MediaType, context: Context) {
      const { schema, example, examples = {} } = mediaType;
      if (schema === undefined) return;
      const { location } = context;
      const invariants = compiled(schema, location.child('schema'), context);
      if (example !== undefined)
        checkExample(invariants, example, location.child('example'), context);
      for (const [name, named] of Object.entries(examples)) {
        const target = named.$ref ? context.resolve({ $ref: named.$ref }).node : named;
        const { value } = target as { value?: unknown };
        if (value !== undefined)
          checkExample(invariants, value, location.child(['examples', name]), context);
      }
    },
  };
};

function checkExample(
  invariants: Invariants,
  example: unknown,
  location: Location,
  context: Context,
) {
  for (const { invariant, self, at } of invariants.within(example)) {
    const verdict = invariant.evaluate(self);
    if ('holds' in verdict && verdict.holds) continue;
    const rule = `the rule "${invariant.message.replace(/\.$/, '')}"`;
    const where = at + invariant.field || 'its root';
    const message =
      'error' in verdict
        ? `Cannot check the example against ${rule} at ${where}: ${verdict.error}.`
        : `The example breaks ${rule} at ${where}.`;
    context.report({ message, location });
  }
}
