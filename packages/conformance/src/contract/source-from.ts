import { isObject } from '@batch-status/json-schema';

import { ContractError } from './contract.ts';
import { jsonSource } from './json-source.ts';
import { UnreadableText, type SourceDocument } from './source-document.ts';
import { yamlSource } from './yaml-source.ts';

/** The document in JSON, or in YAML as nearly all contracts use it; `undefined` if it is in neither. */
export function commonSource(text: string, file: string): SourceDocument | undefined {
  return jsonSource(text, file) ?? yamlSource(text, file);
}

/** @throws ContractError if the text is unreadable. */
export function readable(file: string, read: () => SourceDocument): SourceDocument {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const { line, column } = error.position;
    throw new ContractError(`${file}:${line}:${column}: not valid YAML or JSON: ${error.message}`);
  }
}

/** @throws ContractError if the document is not OpenAPI 3.1 or 3.2. */
export function requireVersion(source: SourceDocument): SourceDocument {
  const version = isObject(source.value) ? source.value['openapi'] : undefined;
  if (typeof version === 'string' && /^3\.[12](?:\.|$)/.test(version)) return source;
  const found = typeof version === 'string' ? `OpenAPI ${version}` : 'not an OpenAPI description';
  throw new ContractError(
    `${source.file} is ${found}; use a description in OpenAPI 3.0 to 3.2 or Swagger 2.0.`,
  );
}
