import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Context, Visitors } from './redocly.ts';

interface Example {
  externalValue?: string;
  value?: unknown;
}

/**
 * Replaces an example's `externalValue` with the body in that file. The linter then validates the
 * body against the schema, and the bundle and the reference need no second file.
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
          message: `Cannot read the example file ${example.externalValue}: ${(error as Error).message}`,
          location: location.child('externalValue'),
        });
      }
    },
  },
});
