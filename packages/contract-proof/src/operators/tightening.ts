import { isObject, type JsonObject } from '@batch-status/json-schema';

import { isOfType } from '../contract/assertions.ts';
import { typesOf } from '../contract/subschemas.ts';
import type { SchemaMutant } from '../mutants/mutant.ts';

/** How a schema is used, which decides which restrictions could be noticed. */
export interface TightenedUse {
  /** Whether other schemas restrict the same value, so that a restriction of this one may change nothing. */
  isPart: boolean;
  /** Whether it is used as the schema of headers, and nowhere else. */
  isHeader: boolean;
}

/** A text, or a name, of letters and digits. */
const plain = '^[A-Za-z0-9]*$';
/** Formats that texts often have without a word in the contract. */
const formats = ['date-time', 'uri', 'uuid'];
/** With more optional members, each is combined with one other. */
const mostPairedMembers = 5;

/**
 * Adds each restriction that a schema lacks, with a value that few examples break: recordings need one
 * value beyond the least that the schema accepts, and not one at the end of everything it accepts.
 */
export function* tighteningMutants(
  schema: JsonObject,
  { isPart, isHeader }: TightenedUse,
): Generator<SchemaMutant> {
  if (!isPart && !('enum' in schema) && !('const' in schema)) {
    const types = typesOf(schema);
    if (types.includes('string')) yield* ofStrings(schema, isHeader);
    if (types.includes('integer') || types.includes('number')) yield* ofNumbers(schema);
    if (types.includes('boolean')) yield* ofBooleans(schema);
    if (types.includes('array')) yield* ofArrays(schema);
    if (isOfObjects(schema)) yield* sizesOfObjects(schema);
    yield* ofExamples(schema);
  }
  if (isOfObjects(schema)) yield* dependenciesIn(schema);
}

function* ofStrings(schema: JsonObject, isHeader: boolean): Generator<SchemaMutant> {
  // Only the author knows which lengths such a text can have.
  if ('pattern' in schema || 'format' in schema) return;
  const least = numberIn(schema, 'minLength') ?? 0;
  const most = numberIn(schema, 'maxLength');
  if (most === 0) return;
  // A server that has no value for a header does not send it.
  if (least === 0 && !isHeader) yield bound(schema, 'minLength', 1);
  if (most === undefined) yield bound(schema, 'maxLength', Math.max(least, 1));
  yield keyword(schema, 'pattern', plain);
  for (const format of formats) yield keyword(schema, 'format', format);
}

function* ofNumbers(schema: JsonObject): Generator<SchemaMutant> {
  const lower = numberIn(schema, 'minimum') ?? above(schema, 'exclusiveMinimum', 1);
  const upper = numberIn(schema, 'maximum') ?? above(schema, 'exclusiveMaximum', -1);
  if (lower !== undefined && lower === upper) return;
  if (lower === undefined) yield bound(schema, 'minimum', Math.min(1, upper ?? 1));
  if (upper === undefined) yield bound(schema, 'maximum', Math.max(0, lower ?? 0));
}

function* ofBooleans(schema: JsonObject): Generator<SchemaMutant> {
  if (typesOf(schema).some((type) => type !== 'boolean' && type !== 'null')) return;
  for (const value of [true, false]) yield only(schema, value);
}

/** Only the example: a recording in which a text or number never changes does not notice. */
function* ofExamples(schema: JsonObject): Generator<SchemaMutant> {
  const { examples, example, default: standard } = schema;
  const first = [...(Array.isArray(examples) ? examples : []), example, standard].find(
    (value: unknown) => typeof value === 'string' || typeof value === 'number',
  );
  if (first !== undefined && typesOf(schema).some((type) => isOfType(first, type))) {
    yield only(schema, first);
  }
}

function only(schema: JsonObject, value: unknown): SchemaMutant {
  const after = { ...schema, enum: typesOf(schema).includes('null') ? [value, null] : [value] };
  return { operator: 'add-values', what: `only ${JSON.stringify(value)}`, at: ['type'], after };
}

function* ofArrays(schema: JsonObject): Generator<SchemaMutant> {
  const least = numberIn(schema, 'minItems') ?? 0;
  const most = numberIn(schema, 'maxItems');
  if (most === 0) return;
  if (least === 0) yield bound(schema, 'minItems', 1);
  if (most === undefined) yield bound(schema, 'maxItems', Math.max(least, 1));
  if (schema['uniqueItems'] !== true && most !== 1) yield keyword(schema, 'uniqueItems', true);
}

function* sizesOfObjects(schema: JsonObject): Generator<SchemaMutant> {
  const { declared, required, optional, isClosed } = membersOf(schema);
  const isMap = declared.length === 0;
  if (isMap && isClosed) return;
  const least = Math.max(required.length, numberIn(schema, 'minProperties') ?? 0);
  const most = numberIn(schema, 'maxProperties') ?? Infinity;
  if ((isMap || optional.length > 0) && most > least) {
    if (!('minProperties' in schema)) yield bound(schema, 'minProperties', least + 1);
    const limit = isMap ? Math.max(least, 1) : least;
    if (!('maxProperties' in schema)) yield bound(schema, 'maxProperties', limit);
  }
  if (isClosed || 'propertyNames' in schema) return;
  const names = isMap ? { pattern: plain } : { enum: [...new Set([...declared, ...required])] };
  yield keyword(schema, 'propertyNames', names, isMap ? plain : 'only the declared ones');
}

function* dependenciesIn(schema: JsonObject): Generator<SchemaMutant> {
  const { optional } = membersOf(schema);
  const before = isObject(schema['dependentRequired']) ? schema['dependentRequired'] : {};
  for (const [index, name] of optional.entries()) {
    const others =
      optional.length > mostPairedMembers
        ? [optional[(index + 1) % optional.length]!]
        : optional.toSpliced(index, 1);
    const known = Array.isArray(before[name]) ? (before[name] as unknown[]) : [];
    for (const other of others) {
      if (known.includes(other) || isImplied(schema, name, other)) continue;
      const dependentRequired = { ...before, [name]: [...known, other] };
      yield {
        operator: 'add-keyword',
        what: `dependentRequired ${name} → ${other}`,
        at: ['properties', name],
        after: { ...schema, dependentRequired },
      };
    }
  }
}

/** Whether a rule says the same: `!has(self.a) || has(self.b)`. */
function isImplied(schema: JsonObject, name: string, other: string): boolean {
  const rules = schema['x-validations'];
  if (!Array.isArray(rules)) return false;
  const implication = `!has(self.${name})||has(self.${other})`;
  return rules.some(
    (rule) => isObject(rule) && String(rule['rule']).replaceAll(/\s/g, '') === implication,
  );
}

interface Members {
  declared: string[];
  required: string[];
  optional: string[];
  /** Whether there can be no other members. */
  isClosed: boolean;
}

function membersOf(schema: JsonObject): Members {
  const declared = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const optional = declared.filter((name) => !required.includes(name));
  const isClosed = ['additionalProperties', 'unevaluatedProperties'].some(
    (each) => schema[each] === false,
  );
  return { declared, required, optional, isClosed };
}

function isOfObjects(schema: JsonObject): boolean {
  const types = typesOf(schema);
  return types.includes('object') || (types.length === 0 && isObject(schema['properties']));
}

function numberIn(schema: JsonObject, name: string): number | undefined {
  const value = schema[name];
  return typeof value === 'number' ? value : undefined;
}

/** A number just inside an exclusive bound. */
function above(schema: JsonObject, name: string, step: number): number | undefined {
  const value = numberIn(schema, name);
  return value === undefined ? undefined : value + step;
}

function bound(schema: JsonObject, name: string, value: number): SchemaMutant {
  const at = placeOf(schema);
  return {
    operator: 'add-bound',
    what: `${name} ${value}`,
    at,
    after: { ...schema, [name]: value },
  };
}

function keyword(
  schema: JsonObject,
  name: string,
  value: unknown,
  words: string = String(value),
): SchemaMutant {
  const at = placeOf(schema);
  const after = { ...schema, [name]: value };
  return { operator: 'add-keyword', what: `${name} ${words}`, at, after };
}

function placeOf(schema: JsonObject): string[] {
  return ['type' in schema ? 'type' : 'properties'];
}
