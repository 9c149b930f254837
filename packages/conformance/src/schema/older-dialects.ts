import { isObject, pointerTo, type Dialect, type JsonObject } from '@batch-status/json-schema';

/** The value of a keyword, and where it is written. */
interface Written {
  value: unknown;
  at: string;
}

/** The keywords of a schema as those of JSON Schema 2020-12, whichever dialect it is written in. */
export function in2020(
  schema: JsonObject,
  pointer: string,
  dialect: Dialect,
  error: (pointer: string, message: string) => Error,
): Map<string, Written> {
  const keywords = new Map<string, Written>();
  const add = (keyword: string, value: unknown, from = keyword): void => {
    keywords.set(keyword, { value, at: pointerTo(pointer, from) });
  };
  if (dialect === '2020-12') {
    for (const [keyword, value] of Object.entries(schema)) add(keyword, value);
    return keywords;
  }
  const isOld = dialect !== '2019-09';
  if (isOld && typeof schema['$ref'] === 'string') {
    // What stands beside a `$ref` was ignored.
    add('$ref', schema['$ref']);
    return keywords;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'items' && Array.isArray(value)) {
      add('prefixItems', value, keyword);
      if ('additionalItems' in schema) add('items', schema['additionalItems'], 'additionalItems');
    } else if (keyword === 'dependencies' && isObject(value)) {
      const lists = Object.entries(value).filter(([, one]) => Array.isArray(one));
      const schemas = Object.entries(value).filter(([, one]) => !Array.isArray(one));
      add('dependentRequired', Object.fromEntries(lists), keyword);
      add('dependentSchemas', Object.fromEntries(schemas), keyword);
    } else if (keyword === '$recursiveRef' && !isOld) {
      if (schema['$recursiveAnchor'] !== undefined) {
        throw error(pointerTo(pointer, keyword), '"$recursiveAnchor" is not supported');
      }
      add('$ref', value, keyword);
    } else if (dialect === 'draft-04' && /^exclusiveM(?:in|ax)imum$/.test(keyword)) {
      const bound = keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum';
      if (value === true) add(keyword, schema[bound], bound);
    } else if (!replaced.has(keyword)) {
      add(keyword, value);
    }
  }
  return keywords;
}

/** Handled together with another keyword, or without meaning in older dialects. */
const replaced = new Set(['additionalItems', '$dynamicRef', 'prefixItems']);
