import { Failed } from '../../../../../scripts/run.ts';
import { resolve, type Contract, type Schema } from '../contract.ts';

/** How a description names a unit. */
const units: readonly [pattern: RegExp, unit: string][] = [
  [/\bnumber of (?:\w+ )*?(calls|requests|attempts|batches)\b/i, '$1'],
  [/\bmilliseconds since the epoch\b/, 'milliseconds since the epoch'],
  [/\b(milliseconds|seconds|minutes|hours|days|percent|bytes)\b/, '$1'],
  [/\b(?:share|fraction|ratio)\b/, 'none'],
];

/**
 * The unit of a number, which the description of its type names, or else the first sentence of its
 * own description. Later sentences can name other units.
 *
 * @returns Nothing for a value that is not a number.
 * @throws `Failed` if a number has no unit.
 */
export function unitOf(contract: Contract, name: string, property: Schema): string {
  const { description: own = '', ...typeOnly } = property;
  const { type = [], description = '' } = resolve<Schema>(contract, typeOnly);
  if (![type].flat().some((each) => each === 'integer' || each === 'number')) return '';
  for (const sentence of [description, own].map((text) => /^[^.]*/.exec(text)![0])) {
    for (const [pattern, unit] of units) {
      const found = pattern.exec(sentence);
      if (found) return unit.replace('$1', found[1] ?? '');
    }
  }
  throw new Failed(
    `The number "${name}" has no unit. Name its unit in its description in openapi/batch-status.yaml, such as "in seconds".`,
  );
}
