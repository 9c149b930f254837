import { readFile } from 'node:fs/promises';
import { resolve as absolute } from 'node:path';

import { metaSchemaAt } from '../schema/meta-schemas.ts';
import { oldVersionOf } from '../upgrade/old-version.ts';
import { Contract, isUrl } from './contract.ts';
import { ContractError } from './contract-error.ts';
import { identifiersIn } from './identifiers.ts';
import { fileBeside, partsOf } from './reference.ts';
import { SchemaResources } from './schema-resources.ts';
import { commonSource, readable, requireVersion } from './source/source-from.ts';
import type { Position, SourceDocument } from './source/source-document.ts';

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
  const root = await descriptionFrom(await textOf(file, read), file);
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
      const text = textOf(target, read, () => {
        const { line, column } = source.positionOf(pointer);
        return `${source.file}:${line}:${column}`;
      });
      // Relative to an `$id`, it is perhaps not a file.
      const found = ids.length > 0 ? await text.catch(() => undefined) : await text;
      if (found === undefined) continue;
      const part = await sourceFrom(found, target);
      sources.push(isOld ? await upgradedPart(part) : part);
    }
  }
  return new Contract(sources);
}

async function textOf(
  file: string,
  read: (file: string) => Promise<string>,
  referredToAt?: () => string,
): Promise<string> {
  try {
    return await read(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = referredToAt === undefined ? '' : `, which ${referredToAt()} refers to,`;
    const message = `The contract's file ${file}${why} cannot be read (${code}).`;
    throw new ContractError(message, { cause: error });
  }
}

async function descriptionFrom(text: string, file: string): Promise<SourceDocument> {
  const source = await sourceFrom(text, file);
  const old = oldVersionOf(source.value);
  if (old === undefined) return requireVersion(source, text);
  const { upgradedDescription } = await import('./source/upgraded-source.ts');
  return upgradedDescription(source, old);
}

/** A file that an old description refers to. */
async function upgradedPart(part: SourceDocument): Promise<SourceDocument> {
  const { upgradedPartSource } = await import('./source/upgraded-source.ts');
  return upgradedPartSource(part);
}

async function sourceFrom(text: string, file: string): Promise<SourceDocument> {
  const source = commonSource(text, file);
  if (source) return source;
  const { anyYamlSource } = await import('./source/any-yaml-source.ts');
  return readable(text, file, () => anyYamlSource(text, file));
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
