import { CORE_SCHEMA, load, mergeTag, parseEvents, YAMLException, type LoadOptions } from 'js-yaml';

import { yamlPlaces, type YamlPlaces } from './yaml-places.ts';
import type { SourceDocument } from './source-document.ts';

const options: LoadOptions = {
  schema: CORE_SCHEMA.withTags(mergeTag),
  maxDepth: 1000,
  maxTotalMergeKeys: 1_000_000,
};

/**
 * The document in a text; `undefined` if the text is not YAML, or has parts that contracts rarely have,
 * such as tags and control characters. Where a part is written is found out when it is first asked for.
 */
export function yamlSource(text: string, file: string): SourceDocument | undefined {
  let value: unknown;
  try {
    value = load(text, options);
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
  let places: YamlPlaces | undefined;
  const known = (): YamlPlaces => (places ??= yamlPlaces(text, parseEvents(text, options)));
  return {
    file,
    value,
    positionOf: (pointer) => known().positionOf(pointer),
    textOfNumber: (pointer) => known().textOfNumber(pointer),
  };
}
