import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';

/**
 * Replaces Ajv's `$ref`. A schema that refers to itself in several branches is applied to the same value as
 * often as there are ways to it. This one is applied once.
 */
export function addRememberedReferences(ajv: Ajv2020): void {
  const verdictsOf = new Map<string, WeakMap<object, boolean>>();
  const validators = new Map<string, ValidateFunction>();
  ajv.removeKeyword('$ref');
  ajv.addKeyword({
    keyword: '$ref',
    schemaType: 'string',
    errors: false,
    validate(reference: string, value: unknown) {
      let validator = validators.get(reference);
      if (!validator) validators.set(reference, (validator = ajv.getSchema(reference)!));
      if (typeof value !== 'object' || value === null) return validator(value);
      let verdicts = verdictsOf.get(reference);
      if (!verdicts) verdictsOf.set(reference, (verdicts = new WeakMap()));
      const known = verdicts.get(value);
      if (known !== undefined) return known;
      const verdict = validator(value);
      verdicts.set(value, verdict);
      return verdict;
    },
  });
}
