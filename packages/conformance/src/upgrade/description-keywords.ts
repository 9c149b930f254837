import { schemaKeywords } from '@batch-status/json-schema';

/** Their values are data or rules, in which nothing is a keyword of OpenAPI or JSON Schema. */
export const dataKeywords: ReadonlySet<string> = new Set([
  'const',
  'default',
  'enum',
  'example',
  'examples',
  'x-validations',
]);

/** The members of their values have names that the author chose, so those are not keywords. */
export const mapKeywords: ReadonlySet<string> = new Set([
  ...Object.entries(schemaKeywords).flatMap(([keyword, { holds }]) =>
    holds === 'map' ? [keyword] : [],
  ),
  'callbacks',
  'content',
  'encoding',
  'headers',
  'links',
  'parameters',
  'pathItems',
  'paths',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'variables',
  'webhooks',
]);
