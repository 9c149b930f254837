import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { schemaKeywords, type SchemaKeyword } from '../src/index.ts';

const draft = 'https://json-schema.org/draft/2020-12';
const ajv = new Ajv2020();

type Definitions = Record<string, object>;

function propertiesOf(metaSchema: string): Definitions {
  const { schema } = ajv.getSchema(`${draft}/${metaSchema}`)!;
  return (schema as { properties: Definitions }).properties;
}

const isSchema = JSON.stringify({ $dynamicRef: '#meta' });
const isListOfSchemas = JSON.stringify({ $ref: '#/$defs/schemaArray' });

/** What the meta-schema says that a keyword holds; `undefined` if no schemas. */
function holdsOf(definition: object): string | undefined {
  const written = JSON.stringify(definition);
  if (written === isSchema) return 'schema';
  if (written === isListOfSchemas) return 'list';
  return written.includes(`"additionalProperties":${isSchema}`) ? 'map' : undefined;
}

const vocabularies = ['core', 'applicator', 'unevaluated', 'validation', 'content', 'meta-data'];
const defined: Definitions = Object.assign(
  {},
  ...['schema', ...vocabularies.map((name) => `meta/${name}`)].map(propertiesOf),
);

test('the table has the keywords that contain schemas by the meta-schema of 2020-12', () => {
  const wanted = Object.entries(defined).flatMap(([keyword, definition]) => {
    const holds = holdsOf(definition);
    return holds ? [[keyword, holds]] : [];
  });
  const table = Object.entries(schemaKeywords).map(([keyword, { holds }]) => [keyword, holds]);
  expect(Object.fromEntries(table)).toEqual(Object.fromEntries(wanted));
});

test('the one other keyword with schemas in the meta-schema is `dependencies`, which is obsolete', () => {
  const others = Object.entries(defined).filter(
    ([, definition]) => JSON.stringify(definition).includes('#meta') && !holdsOf(definition),
  );
  expect(others).toMatchObject([['dependencies', { deprecated: true }]]);
});

/** What each keyword needs beside it to have an effect. */
const companions = JSON.parse(`{
  "if": { "then": { "type": ["object", "array"] } },
  "then": { "if": true },
  "else": { "if": false }
}`) as Partial<Record<SchemaKeyword, object>>;

/** The values that a validator applies the schemas of a keyword to. */
function subjectsOf(keyword: SchemaKeyword, value: object): unknown[] {
  const subjects: unknown[] = [];
  const observing = new Ajv2020({ strict: false }).addKeyword({
    keyword: 'observed',
    validate: (_: unknown, subject: unknown) => subjects.push(subject) > 0,
  });
  const observed = { observed: true };
  const held = { schema: observed, list: [observed], map: { a: observed } };
  const { holds } = schemaKeywords[keyword];
  observing.validate({ [keyword]: held[holds], ...companions[keyword] }, value);
  return subjects;
}

const object = { a: 'member' };
const array = ['element'];
const subjects = {
  value: [object, array],
  members: ['member'],
  elements: ['element'],
  names: ['a'],
  content: [],
  nothing: [],
};

test.each(Object.keys(schemaKeywords) as SchemaKeyword[])(
  'a validator applies the schemas of %s to the values that the table names',
  (keyword) => {
    const { appliesTo } = schemaKeywords[keyword];
    const found = [...subjectsOf(keyword, object), ...subjectsOf(keyword, array)];
    // An object alone has members that the schemas in `dependentSchemas` depend on.
    const wanted = keyword === 'dependentSchemas' ? [object] : subjects[appliesTo];
    expect(found).toEqual(wanted);
  },
);
