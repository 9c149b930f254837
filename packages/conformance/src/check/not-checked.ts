import { UnusablePart } from '../contract/contract.ts';
import type { Mismatch } from './mismatch.ts';

/**
 * The mismatch for something that could not be checked, because a part of the contract cannot be used.
 *
 * @param name What was not checked, as the start of a sentence.
 * @param error Is thrown again unless it is about a part of the contract.
 */
export function notChecked(name: string, error: unknown): Mismatch {
  if (!(error instanceof UnusablePart)) throw error;
  const { pointer, reason } = error;
  return { rule: 'not-checked', message: `${name} was not checked: ${reason}`, pointer };
}
