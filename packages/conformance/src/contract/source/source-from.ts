import { isObject } from '@batch-status/json-schema';

import { ContractError } from '../contract-error.ts';
import { jsonSource } from './json-source.ts';
import { UnreadableText, type SourceDocument } from './source-document.ts';
import { unsupportedDocument, unsupportedText } from './unsupported.ts';
import { yamlSource } from './yaml-source.ts';

/** The document in JSON, or in YAML as nearly all contracts use it; `undefined` if it is in neither. */
export function commonSource(text: string, file: string): SourceDocument | undefined {
  return jsonSource(text, file) ?? yamlSource(text, file);
}

/**
 * @param read Reads the text.
 * @throws ContractError if it is unreadable.
 */
export function readable(text: string, file: string, read: () => SourceDocument): SourceDocument {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const unsupported = unsupportedText(text, file);
    if (unsupported !== undefined) throw new ContractError(`${file} ${unsupported}.`);
    const { line, column } = error.position;
    throw new ContractError(`${file}:${line}:${column}: not valid YAML or JSON: ${error.message}`);
  }
}

/**
 * @param text The text of the document.
 * @throws ContractError if it is not OpenAPI 3.1 or 3.2.
 */
export function requireVersion(source: SourceDocument, text: string): SourceDocument {
  const { file, value } = source;
  const version = isObject(value) ? value['openapi'] : undefined;
  // YAML reads 3.1 as a number.
  if (/^3\.[12](?:\.|$)/.test(String(version))) return source;
  throw new ContractError(
    `${file} ${unsupportedText(text, file) ?? unsupportedDocument(value, file)}.`,
  );
}
