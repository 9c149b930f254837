/** A version of JSON Schema. */
export type Dialect = '2020-12' | '2019-09' | 'draft-07' | 'draft-04';

const dialects = new Map<string, Dialect>([
  ['json-schema.org/draft/2020-12/schema', '2020-12'],
  ['json-schema.org/draft/2019-09/schema', '2019-09'],
  ['json-schema.org/draft-07/schema', 'draft-07'],
  ['json-schema.org/draft-06/schema', 'draft-07'],
  ['json-schema.org/draft-04/schema', 'draft-04'],
]);

/** The dialect that a `$schema` names; `undefined` if it is not known. OpenAPI's are 2020-12 with annotations. */
export function dialectOf(schema: string): Dialect | undefined {
  const name = schema.replace(/^https?:\/\//, '').replace(/#$/, '');
  return /^spec\.openapis\.org\/oas\/3\.[12]\/dialect\b/.test(name)
    ? '2020-12'
    : dialects.get(name);
}
