import type { Ajv2020 } from 'ajv/dist/2020.js';

/** Whether a value fits a schema inside a compiled one. */
export type FitsInner = (schema: unknown, value: unknown) => boolean;

interface Limits {
  minContains?: number;
  maxContains?: number;
}

/**
 * Replaces Ajv's `anyOf` and `oneOf`, which report the errors of all branches, and `contains`, which reports
 * those of all elements. In a schema that refers to itself, that is more than memory has room for.
 */
export function addUnions(ajv: Ajv2020, fits: FitsInner): void {
  for (const keyword of ['anyOf', 'oneOf', 'contains']) ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword: 'anyOf',
    schemaType: 'array',
    validate: (branches: unknown[], value: unknown) =>
      branches.some((branch) => fits(branch, value)),
  });
  ajv.addKeyword({
    keyword: 'oneOf',
    schemaType: 'array',
    validate(branches: unknown[], value: unknown) {
      const first = branches.findIndex((branch) => fits(branch, value));
      return first >= 0 && !branches.slice(first + 1).some((branch) => fits(branch, value));
    },
  });
  ajv.addKeyword({
    keyword: 'contains',
    type: 'array',
    schemaType: ['object', 'boolean'],
    validate(schema: unknown, elements: readonly unknown[], parent: unknown) {
      const { minContains = 1, maxContains = Infinity } = parent as Limits;
      const count = elements.filter((element) => fits(schema, element)).length;
      return count >= minContains && count <= maxContains;
    },
  });
}
