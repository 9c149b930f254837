import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Context, Visitors } from './redocly.ts';

interface Example {
  externalValue?: string;
  value?: unknown;
}

/**
 * Puts the body that an example's `externalValue` names in its place, so that the linter judges
 * it against the schema and the bundle and the reference need no second file.
 */
export const inlineExternalExamples: Visitors = () => ({
  Example: {
    leave(example: Example, { location, report }: Context) {
      if (!example.externalValue) return;
      const file = resolve(dirname(location.source.absoluteRef), example.externalValue);
      try {
        example.value = JSON.parse(readFileSync(file, 'utf8'));
        delete example.externalValue;
      } catch (error) {
        report({
          message: `The example ${example.externalValue} cannot be read: ${(error as Error).message}`,
          location: location.child('externalValue'),
        });
      }
    },
  },
});
