import { isObject, pointerTo, valueAt } from '@batch-status/json-schema';

import type { OldVersion } from '../../upgrade/old-version.ts';
import { upgraded, upgradedPart, type Upgraded } from '../../upgrade/upgrade.ts';
import { ContractError } from '../contract-error.ts';
import type { SourceDocument } from './source-document.ts';

/**
 * A description of an old version as OpenAPI 3.1, with the positions in its file.
 *
 * @throws ContractError if it cannot be converted.
 */
export function upgradedDescription(source: SourceDocument, version: OldVersion): SourceDocument {
  if (version === '2.0') requireOneFile(source);
  try {
    return asUpgraded(source, upgraded(source.value, version));
  } catch (error) {
    const { message } = error as Error;
    throw new ContractError(`${source.file} cannot be read as OpenAPI ${version}: ${message}.`);
  }
}

/**
 * Schemas of Swagger 2.0 may be in other files. Everything else has another form there than in OpenAPI 3, and
 * is converted only in the first file.
 */
function requireOneFile({ file, value, positionOf }: SourceDocument): void {
  for (const pointer of partsOf(value)) {
    const part = valueAt(value, pointer);
    const reference = isObject(part) ? part['$ref'] : undefined;
    if (typeof reference !== 'string' || reference.startsWith('#')) continue;
    const { line, column } = positionOf(pointerTo(pointer, '$ref'));
    throw new ContractError(
      `${file}:${line}:${column}: "$ref: ${reference}" is a part of Swagger 2.0 in another file, which cannot be converted; bundle the contract into one file first.`,
    );
  }
}

/** The pointers to all paths, operations, parameters, and responses of a Swagger 2.0 description. */
function* partsOf(description: unknown): Generator<string> {
  const within = function* inside(pointer: string): Generator<string> {
    const value = valueAt(description, pointer);
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(value)) yield pointerTo(pointer, name);
  };
  const named = function* parts(owner: string): Generator<string> {
    for (const name of ['parameters', 'responses']) yield* within(pointerTo(owner, name));
  };
  yield* named('');
  for (const path of within('/paths')) {
    yield path;
    yield* named(path);
    for (const operation of within(path)) {
      yield operation;
      yield* named(operation);
    }
  }
}

/** A file that an old description refers to. */
export function upgradedPartSource(part: SourceDocument): SourceDocument {
  const newer = upgradedPart(part.value);
  return newer ? asUpgraded(part, newer) : part;
}

function asUpgraded(source: SourceDocument, { value, pointerOf }: Upgraded): SourceDocument {
  return {
    ...source,
    value,
    pointerOf,
    positionOf: (pointer) => source.positionOf(pointerOf(pointer)),
    textOfNumber: (pointer) => source.textOfNumber(pointerOf(pointer)),
  };
}
