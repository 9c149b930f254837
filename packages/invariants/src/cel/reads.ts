import type { ASTNode } from '@marcbachmann/cel-js';

import { operandsOf, selectionIn } from './syntax.ts';

/** The members of `self` and `oldSelf` that a rule reads, or `'all'`. */
export type Reads = ReadonlySet<string> | 'all';

export function readsOf(rule: ASTNode): Reads {
  const names = new Set<string>();
  return collect(rule, names) ? names : 'all';
}

/** @returns false if the rule reads one of the two as a whole. */
function collect(node: ASTNode, names: Set<string>): boolean {
  const selection = selectionIn(node);
  if (selection && isSelf(selection.from)) {
    names.add(selection.member);
    return true;
  }
  return !isSelf(node) && operandsOf(node).every((operand) => collect(operand, names));
}

function isSelf({ op, args }: ASTNode): boolean {
  return op === 'id' && (args === 'self' || args === 'oldSelf');
}
