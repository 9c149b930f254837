import { oldVersionOf } from '../upgrade/old-version.ts';
import { anyYamlSource } from './source/any-yaml-source.ts';
import { Contract } from './contract.ts';
import { commonSource, readable, requireVersion } from './source/source-from.ts';
import { upgradedDescription } from './source/upgraded-source.ts';

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
  const source = commonSource(text, file) ?? readable(text, file, () => anyYamlSource(text, file));
  const old = oldVersionOf(source.value);
  return new Contract([
    old === undefined ? requireVersion(source, text) : upgradedDescription(source, old),
  ]);
}
