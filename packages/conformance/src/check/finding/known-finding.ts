import { dirname, relative, sep } from 'node:path';

import { isUrl } from '../../contract/contract.ts';
import type { Finding, Rule } from './finding.ts';

/**
 * What two findings have in common if they have the same cause. It stays the same in another recording,
 * for another element of an array, and if the contract moves to another folder or gets more lines.
 */
export interface KnownFinding {
  rule: Rule;
  /** The message without what differs from one exchange to the next. */
  message: string;
  /** The place in the contract: a JSON Pointer after `#`, and before it the file if it is not the first. */
  contract: string;
}

/**
 * Describes a finding so that it can be found again.
 *
 * @param contract The file of the contract, as given to `loadContract`.
 * @example
 * ```ts
 * import type { Finding } from '@batch-status/conformance';
 * import { knownFinding } from '@batch-status/conformance/analysis';
 *
 * const finding: Finding = {
 *   rule: 'schema',
 *   severity: 'error',
 *   message: 'The body of the 200 of GET /things: at /items/7: found null, wanted an integer.',
 *   in: { file: 'monday.har', entry: 12, pointer: '/items/7' },
 *   contract: { file: 'api.yaml', line: 9, column: 5, pointer: '/components/schemas/Id/type' },
 * };
 * console.log(knownFinding(finding, 'api.yaml').message);
 * // The body of the 200 of GET /things: at /items/*: found null
 * ```
 */
export function knownFinding(
  { rule, message, contract: { file, pointer } }: Finding,
  contract: string,
): KnownFinding {
  return {
    rule,
    message: withoutDetails(message),
    contract: `${fileFrom(contract, file)}#${pointer}`,
  };
}

/** A file of a contract as the first file would refer to it. */
function fileFrom(first: string, file: string): string {
  if (file === first) return '';
  // A meta-schema is not a file.
  return isUrl(file) ? file : relative(dirname(first), file).split(sep).join('/');
}

/** What follows is stated by the contract, and its place is known. */
const wanted = /(?:; declared: |, wanted ).*$/s;

function withoutDetails(message: string): string {
  return (
    message
      .replace(
        /(: at )(\/.*?)(?=: )/s,
        (_, before: string, pointer: string) => before + anyIndex(pointer),
      )
      .replace(/^The line \d+ of /, 'The line * of ')
      .replaceAll(/\b\d+(?= characters\b| members\b)/g, '*')
      .replace(/(?<=, starting at character )\d+/, '*')
      // Whether a number has a fraction differs from one exchange to the next.
      .replace(/found an? (?:integer|fraction)\b/, 'found a number')
      .replace('found a member that the contract', 'found * members that the contract')
      .replace(wanted, '')
      .replace(/\.$/, '')
  );
}

/** A JSON Pointer that stands for every element of each array. */
function anyIndex(pointer: string): string {
  return pointer.replaceAll(/(?<=\/)\d+(?=\/|$)/g, '*');
}
