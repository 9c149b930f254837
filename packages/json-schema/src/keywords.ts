/** How a keyword contains schemas. */
export interface Containment {
  /** What the keyword's value is: one schema, a list of schemas, or schemas by name. */
  holds: 'schema' | 'list' | 'map';
  /**
   * Which values its schemas constrain, relative to the value that the outer schema constrains:
   * - `value`: the same value
   * - `members`, `elements`: members or elements of it
   * - `names`: the names of its members
   * - `content`: what the text in it encodes. Validators do not look into it.
   * - `nothing`: none. The schemas are definitions, which `$ref`s use.
   */
  appliesTo: 'value' | 'members' | 'elements' | 'names' | 'content' | 'nothing';
}

/**
 * Every keyword that contains schemas, in JSON Schema 2020-12, which is the dialect of OpenAPI 3.1.
 *
 * `definitions` is an older name of `$defs` that the meta-schema still describes. The keywords of
 * earlier drafts that 2020-12 replaced are absent: `dependencies`, `additionalItems`, and `items`
 * with a list. In 2020-12 they constrain nothing.
 */
export const schemaKeywords = {
  additionalProperties: { holds: 'schema', appliesTo: 'members' },
  contains: { holds: 'schema', appliesTo: 'elements' },
  contentSchema: { holds: 'schema', appliesTo: 'content' },
  else: { holds: 'schema', appliesTo: 'value' },
  if: { holds: 'schema', appliesTo: 'value' },
  items: { holds: 'schema', appliesTo: 'elements' },
  not: { holds: 'schema', appliesTo: 'value' },
  propertyNames: { holds: 'schema', appliesTo: 'names' },
  // oxlint-disable-next-line unicorn/no-thenable -- the name of a keyword, not of a method
  then: { holds: 'schema', appliesTo: 'value' },
  unevaluatedItems: { holds: 'schema', appliesTo: 'elements' },
  unevaluatedProperties: { holds: 'schema', appliesTo: 'members' },
  allOf: { holds: 'list', appliesTo: 'value' },
  anyOf: { holds: 'list', appliesTo: 'value' },
  oneOf: { holds: 'list', appliesTo: 'value' },
  prefixItems: { holds: 'list', appliesTo: 'elements' },
  dependentSchemas: { holds: 'map', appliesTo: 'value' },
  patternProperties: { holds: 'map', appliesTo: 'members' },
  properties: { holds: 'map', appliesTo: 'members' },
  $defs: { holds: 'map', appliesTo: 'nothing' },
  definitions: { holds: 'map', appliesTo: 'nothing' },
} as const;

export type SchemaKeyword = keyof typeof schemaKeywords;

/** How a keyword contains schemas; `undefined` if it contains none. */
export function containmentOf(keyword: string): Containment | undefined {
  return Object.hasOwn(schemaKeywords, keyword)
    ? schemaKeywords[keyword as SchemaKeyword]
    : undefined;
}
