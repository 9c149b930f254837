import { metaSchemaAjv } from './ajv-settings.ts';

/** A meta-schema of JSON Schema 2020-12, which schemas can refer to; `undefined` if there is none. */
export function metaSchemaAt(uri: string): unknown {
  if (!uri.startsWith('https://json-schema.org/draft/2020-12/')) return undefined;
  return metaSchemaAjv().getSchema(uri)?.schema;
}
