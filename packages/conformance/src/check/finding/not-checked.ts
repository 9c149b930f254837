import { UnusablePart } from '../../contract/contract-error.ts';
import { TooMuchWork } from '../../schema/pattern/bounded-pattern.ts';
import type { Mismatch } from './mismatch.ts';

/**
 * The mismatch for something that could not be checked, because a part of the contract cannot be used or
 * would take too long.
 *
 * @param name What was not checked, as the start of a sentence.
 * @param pointer The schema that was applied.
 * @param error Is thrown again unless it is about a part of the contract.
 */
export function notChecked(name: string, error: unknown, pointer: string): Mismatch {
  if (error instanceof TooMuchWork) return mismatch(name, error.message, pointer);
  if (!(error instanceof UnusablePart)) throw error;
  return mismatch(name, error.reason, error.pointer);
}

function mismatch(name: string, reason: string, pointer: string): Mismatch {
  return { rule: 'not-checked', message: `${name} was not checked: ${reason}`, pointer };
}
