import { readFile } from 'node:fs/promises';
import { resolve as absolute } from 'node:path';
import { isObject, pointerTo, schemaKeywords } from '@batch-status/json-schema';

import { Contract, ContractError } from './contract.ts';
import { fileBeside, partsOf } from './reference.ts';
import { parseSource, UnreadableText, type SourceDocument } from './source-document.ts';

/** How {@link loadContract} reads the files of a contract. */
export interface LoadOptions {
  /** Reads the text of a file. Default: from the file system, as UTF-8. */
  read?: ((file: string) => Promise<string>) | undefined;
}

/**
 * Reads an OpenAPI 3.1 description, in YAML or JSON, and the files that it refers to.
 *
 * @param file Its path.
 * @throws ContractError if a file cannot be read or parsed, or the description is not OpenAPI 3.1.
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
  const sources = [root];
  const loaded = new Set([absolute(file)]);
  // The list grows during the loop: a file can refer to more files.
  for (const source of sources) {
    for (const { reference, pointer } of referencesIn(source.value)) {
      const { path } = partsOf(reference);
      const { line, column } = source.positionOf(pointer);
      const place = `${source.file}:${line}:${column}`;
      if (/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(path)) {
        throw new ContractError(
          `${place}: "$ref: ${reference}" is not a file beside the contract; bundle the contract first.`,
        );
      }
      const target = fileBeside(source.file, path);
      if (loaded.has(absolute(target))) continue;
      loaded.add(absolute(target));
      sources.push(sourceFrom(await textOf(target, read, place), target));
    }
  }
  return new Contract(sources);
}

/**
 * Reads an OpenAPI 3.1 description from text. It cannot refer to other files.
 *
 * @param file Its name in findings and errors.
 * @throws ContractError if the text cannot be parsed or is not OpenAPI 3.1.
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
  const version = isObject(source.value) ? source.value['openapi'] : undefined;
  // Additions of 3.2, such as `itemSchema`, would not be checked.
  if (typeof version === 'string' && version.startsWith('3.1.')) return source;
  const found = typeof version === 'string' ? `OpenAPI ${version}` : 'not an OpenAPI description';
  throw new ContractError(`${file} is ${found}; use an OpenAPI 3.1 description.`);
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

interface Reference {
  reference: string;
  pointer: string;
}

/** Their values are data, in which a `$ref` is not a reference. */
const dataKeywords = new Set(['const', 'default', 'enum', 'example', 'examples']);

/** The members of their values have names that the author chose, so those are not keywords. */
const mapKeywords = new Set([
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

/** Every `$ref` to another file. */
function referencesIn(document: unknown): Reference[] {
  const found: Reference[] = [];
  const path: string[] = [];
  function search(value: object, isMap: boolean): void {
    for (const [name, member] of Object.entries(value)) {
      const isKeyword = !isMap;
      path.push(name);
      if (isKeyword && name === '$ref' && typeof member === 'string' && !member.startsWith('#')) {
        found.push({ reference: member, pointer: pointerTo('', ...path) });
      } else if (
        typeof member === 'object' &&
        member !== null &&
        !(isKeyword && dataKeywords.has(name))
      ) {
        search(member as object, isKeyword && mapKeywords.has(name));
      }
      path.pop();
    }
  }
  if (isObject(document)) search(document, false);
  return found;
}
