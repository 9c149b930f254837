import { containmentOf, isObject } from '@batch-status/json-schema';

const types = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

type Test = (value: unknown) => boolean;

const isNumber: Test = (value) => typeof value === 'number';
const isString: Test = (value) => typeof value === 'string';
const isCount: Test = (value) => Number.isInteger(value) && (value as number) >= 0;
const isNames: Test = (value) =>
  Array.isArray(value) && value.every(isString) && new Set(value).size === value.length;
const isType: Test = (value) => types.has(value as string);

/** The keywords that hold no schemas. */
const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['$ref', isString],
  ['const', () => true],
  ['dependentRequired', (value) => isObject(value) && Object.values(value).every(isNames)],
  ['enum', Array.isArray],
  ['exclusiveMaximum', isNumber],
  ['exclusiveMinimum', isNumber],
  ['format', isString],
  ['maxContains', isCount],
  ['maxItems', isCount],
  ['maxLength', isCount],
  ['maxProperties', isCount],
  ['maximum', isNumber],
  ['minContains', isCount],
  ['minItems', isCount],
  ['minLength', isCount],
  ['minProperties', isCount],
  ['minimum', isNumber],
  ['multipleOf', (value) => isNumber(value) && (value as number) > 0],
  ['pattern', isString],
  ['required', isNames],
  ['type', (value) => isType(value) || (isNames(value) && isFilled(value) && value.every(isType))],
  ['uniqueItems', (value) => typeof value === 'boolean'],
]);

/**
 * Whether a schema certainly fits the meta-schema of JSON Schema 2020-12. Compiling the meta-schema takes
 * longer than checking a short recording, so it is used only for what is wrong with other schemas.
 *
 * @param schema A schema with checked patterns.
 */
export function isWellFormed(schema: unknown): boolean {
  if (typeof schema === 'boolean') return true;
  if (!isObject(schema)) return false;
  return Object.entries(schema).every(([keyword, value]) => {
    const holds = containmentOf(keyword)?.holds;
    if (holds === 'schema') return isWellFormed(value);
    if (holds === 'list') return isFilled(value) && value.every(isWellFormed);
    if (holds === 'map') return isObject(value) && Object.values(value).every(isWellFormed);
    return tests.get(keyword)?.(value) ?? false;
  });
}

const isFilled = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
