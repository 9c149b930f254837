import type { OldVersion } from '../upgrade/old-version.ts';
import { upgraded, upgradedPart, type Upgraded } from '../upgrade/upgrade.ts';
import { ContractError } from './contract.ts';
import type { SourceDocument } from './source-document.ts';

/**
 * A description of an old version as OpenAPI 3.1, with the positions in its file.
 *
 * @throws ContractError if it cannot be converted.
 */
export function upgradedDescription(source: SourceDocument, version: OldVersion): SourceDocument {
  try {
    return asUpgraded(source, upgraded(source.value, version));
  } catch (error) {
    const { message } = error as Error;
    throw new ContractError(`${source.file} cannot be read as OpenAPI ${version}: ${message}.`);
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
