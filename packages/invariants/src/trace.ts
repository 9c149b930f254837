import type { ASTNode } from '@marcbachmann/cel-js';

import { isObject, type JsonObject } from './json.ts';
import type { RuleTree } from './rule-tree.ts';
import { operandsOf, selectionIn } from './syntax.ts';

/** The members of `self` and `oldSelf` that a rule reads, or `'all'`. */
export type Reads = ReadonlySet<string> | 'all';

export function readsOf(rule: ASTNode): Reads {
  const names = new Set<string>();
  return collect(rule, names) ? names : 'all';
}

/** @returns false where one of the two is read as a whole. */
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

/** As much of a body as the transition rules of a tree read: that is what has to be kept of it. */
export function traceIn({ rules, members, others }: RuleTree): (body: unknown) => unknown {
  const names = new Set(members.map(([name]) => name));
  for (const { isTransition, reads } of rules) {
    if (!isTransition) continue;
    if (reads === 'all') return (body) => body;
    for (const name of reads) names.add(name);
  }
  if (others.length > 0) return (body) => body;
  return (body) => {
    if (!isObject(body)) return body;
    const trace: JsonObject = {};
    for (const name of names) if (Object.hasOwn(body, name)) trace[name] = body[name];
    return trace;
  };
}
