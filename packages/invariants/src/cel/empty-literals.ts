import type { ASTNode } from '@marcbachmann/cel-js';

import { operandsOf } from './syntax.ts';

/** A rule with `dyn([])` for `[]`, as text. The elements of an empty list can have any type. */
export function withoutEmptyLiterals(rule: ASTNode): string {
  const ends = emptyLiteralsIn(rule).toSorted((a, b) => b.range.start - a.range.start);
  let text = rule.input;
  for (const { range } of ends) {
    const literal = text.slice(range.start, range.end);
    text = `${text.slice(0, range.start)}dyn(${literal})${text.slice(range.end)}`;
  }
  return text;
}

function emptyLiteralsIn(node: ASTNode): ASTNode[] {
  const isEmpty = (node.op === 'list' || node.op === 'map') && node.args.length === 0;
  return isEmpty ? [node] : operandsOf(node).flatMap(emptyLiteralsIn);
}
