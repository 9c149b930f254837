import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Puts the body that an example's `externalValue` names in its place, so that the linter judges
 * it against the schema and the bundle and the reference need no second file.
 */
export const inlineExternalExamples = () => ({
  Example: {
    leave(example, { location, report }) {
      if (!example.externalValue) return;
      const file = resolve(dirname(location.source.absoluteRef), example.externalValue);
      try {
        example.value = JSON.parse(readFileSync(file, 'utf8'));
        delete example.externalValue;
      } catch (error) {
        report({
          message: `The example ${example.externalValue} cannot be read: ${error.message}`,
          location: location.child('externalValue'),
        });
      }
    },
  },
});
