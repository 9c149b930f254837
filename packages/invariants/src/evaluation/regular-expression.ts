import { RE2JS } from 're2js';

import { FailedOperation } from './failure.ts';
import type { Value } from './value.ts';

const compiled = new Map<unknown, RE2JS>();

/** Whether a part of a text matches a regular expression of RE2. */
export function matches(text: Value | undefined, pattern: Value | undefined): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') {
    throw new FailedOperation('no such overload');
  }
  return regularExpression(pattern).matcher(text).find();
}

/** @throws FailedOperation if RE2 does not have it. */
export function regularExpression(pattern: string): RE2JS {
  let expression = compiled.get(pattern);
  if (expression) return expression;
  try {
    expression = RE2JS.compile(pattern);
  } catch {
    throw new FailedOperation('invalid regular expression');
  }
  compiled.set(pattern, expression);
  return expression;
}
