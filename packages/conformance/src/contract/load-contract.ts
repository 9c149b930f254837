import { readFile } from 'node:fs/promises';
import { resolve as absolute } from 'node:path';
import { isObject } from '@batch-status/json-schema';

import { metaSchemaAt } from '../schema/meta-schemas.ts';
import { Contract, ContractError, isUrl } from './contract.ts';
import { identifiersIn } from './identifiers.ts';
import { fileBeside, partsOf } from './reference.ts';
import { oldVersionOf, upgraded, upgradedPart, type Upgraded } from '../upgrade/upgrade.ts';
import { SchemaResources } from './schema-resources.ts';
import {
  parseSource,
  UnreadableText,
  type Position,
  type SourceDocument,
} from './source-document.ts';

/** How {@link loadContract} reads the files of a contract. */
export interface LoadOptions {
  /** Reads the text of a file. Default: from the file system, as UTF-8. */
  read?: ((file: string) => Promise<string>) | undefined;
}

/**
 * Reads an OpenAPI description, in YAML or JSON, and the files that it refers to. The versions 3.0 to 3.2 and
 * Swagger 2.0 are read as OpenAPI 3.1.
 *
 * @param file Its path.
 * @throws ContractError if a file cannot be read or parsed, or the description has another version.
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { operationsOf } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * console.log(operationsOf(contract).length);
 * ```
 */
export async function loadContract(file: string, options: LoadOptions = {}): Promise<Contract> {
  const { read = (path) => readFile(path, 'utf8') } = options;
  const root = descriptionFrom(await textOf(file, read), file);
  const isOld = root.pointerOf !== undefined;
  const sources = [root];
  const loaded = new Set([absolute(file)]);
  // The list grows during the loop: a file can refer to more files.
  for (const source of sources) {
    const { references, ids } = identifiersIn(source.value);
    const names = new SchemaResources(new Map([['', source]]));
    for (const { reference, pointer } of references) {
      const { path } = partsOf(reference);
      // The schema has that name, or the reference is an error only where it is used.
      if (names.find(reference, pointer) !== undefined) continue;
      const uri = names.uriOf(reference, pointer) ?? path;
      const document = loaded.has(uri) ? undefined : metaSchemaDocument(uri);
      if (document) sources.push(document);
      loaded.add(uri);
      if (isUrl(path) || document || isUrl(source.file)) continue;
      const target = fileBeside(source.file, path);
      if (loaded.has(absolute(target))) continue;
      loaded.add(absolute(target));
      const { line, column } = source.positionOf(pointer);
      const place = `${source.file}:${line}:${column}`;
      const text = textOf(target, read, place);
      // Relative to an `$id`, it is perhaps not a file.
      const found = ids.length > 0 ? await text.catch(() => undefined) : await text;
      if (found === undefined) continue;
      const part = sourceFrom(found, target);
      const newer = isOld ? upgradedPart(part.value) : undefined;
      sources.push(newer ? asUpgraded(part, newer) : part);
    }
  }
  return new Contract(sources);
}

/**
 * Reads an OpenAPI description from text, as `loadContract` does. It cannot refer to other files.
 *
 * @param file Its name in findings and errors.
 * @throws ContractError if the text cannot be parsed or has another version.
 *
 * @example
 * ```ts
 * import { parseContract } from '@batch-status/conformance';
 *
 * const text = '{"openapi":"3.1.0","info":{"title":"Things","version":"1"},"paths":{}}';
 * console.log(parseContract(text, 'things.json').file); // things.json
 * ```
 */
export function parseContract(text: string, file: string): Contract {
  return new Contract([descriptionFrom(text, file)]);
}

async function textOf(
  file: string,
  read: (file: string) => Promise<string>,
  referredToAt?: string,
): Promise<string> {
  try {
    return await read(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = referredToAt === undefined ? '' : `, which ${referredToAt} refers to,`;
    const message = `The contract's file ${file}${why} cannot be read (${code}).`;
    throw new ContractError(message, { cause: error });
  }
}

function descriptionFrom(text: string, file: string): SourceDocument {
  const source = sourceFrom(text, file);
  const old = oldVersionOf(source.value);
  if (old !== undefined) {
    try {
      return asUpgraded(source, upgraded(source.value, old));
    } catch (error) {
      const { message } = error as Error;
      throw new ContractError(`${file} cannot be read as OpenAPI ${old}: ${message}.`);
    }
  }
  const version = isObject(source.value) ? source.value['openapi'] : undefined;
  if (typeof version === 'string' && /^3\.[12](?:\.|$)/.test(version)) return source;
  const found = typeof version === 'string' ? `OpenAPI ${version}` : 'not an OpenAPI description';
  throw new ContractError(
    `${file} is ${found}; use a description in OpenAPI 3.0 to 3.2 or Swagger 2.0.`,
  );
}

function sourceFrom(text: string, file: string): SourceDocument {
  try {
    return parseSource(text, file);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const { line, column } = error.position;
    throw new ContractError(`${file}:${line}:${column}: not valid YAML or JSON: ${error.message}`);
  }
}

/** A converted document with the positions in its file. */
function asUpgraded(source: SourceDocument, { value, pointerOf }: Upgraded): SourceDocument {
  return {
    ...source,
    value,
    pointerOf,
    positionOf: (pointer) => source.positionOf(pointerOf(pointer)),
    textOfNumber: (pointer) => source.textOfNumber(pointerOf(pointer)),
  };
}

/** A meta-schema of JSON Schema as a document without positions. */
function metaSchemaDocument(uri: string): SourceDocument | undefined {
  const value = metaSchemaAt(uri);
  if (value === undefined) return undefined;
  return { file: uri, value, positionOf: atStart, textOfNumber: () => undefined };
}

function atStart(): Position {
  return { line: 1, column: 1 };
}
