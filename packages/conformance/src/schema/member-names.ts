import { isObject, type JsonObject } from '@batch-status/json-schema';

/** The names of members that validators look for one by one. */
export function memberNamesIn({
  properties,
  required,
  dependentRequired,
  dependentSchemas,
}: JsonObject): unknown[] {
  const maps = [properties, dependentRequired, dependentSchemas].filter(isObject);
  const lists = [
    required,
    ...(isObject(dependentRequired) ? Object.values(dependentRequired) : []),
  ];
  return [...maps.flatMap((map) => Object.keys(map)), ...lists.filter(Array.isArray).flat()];
}

/** Ajv skips a declared member `__proto__`. A pattern that fits nothing else describes it as well. */
export function describeProto(schema: JsonObject): void {
  const { properties, patternProperties } = schema;
  if (!isObject(properties) || !Object.hasOwn(properties, '__proto__')) return;
  const { ['__proto__']: proto, ...others } = properties;
  schema['properties'] = others;
  schema['patternProperties'] = {
    ...(isObject(patternProperties) ? patternProperties : {}),
    '^__proto__$': proto,
  };
}
