import type { ASTNode } from '@marcbachmann/cel-js';

import { print } from '../cel/print.ts';
import type { RuleDiagnostic } from './diagnostic.ts';
import { isScalar } from '../types/shape.ts';
import { shapeOf, type Scope } from './members.ts';

/**
 * Finds values that are compared with a member whose schema lists its values, and are not among them:
 * `self.status != 'drat'` is always true.
 */
export function* impossibleValues(node: ASTNode, scope: Scope): Generator<RuleDiagnostic> {
  for (const [compared, literals] of comparisonsIn(node, scope)) {
    const shape = shapeOf(compared, scope);
    if (!shape || !isScalar(shape) || !shape.values) continue;
    const { values } = shape;
    for (const literal of literals) {
      const value = literalOf(literal);
      if (value === undefined || values.includes(value)) continue;
      const listed = values.map((each) => JSON.stringify(each)).join(', ');
      const message = `${print(compared)} is never ${print(literal)}; its schema has ${listed}`;
      yield { message, range: literal.range };
    }
  }
}

/** What a comparison compares, and with which literals. */
function comparisonsIn(node: ASTNode, scope: Scope): [compared: ASTNode, literals: ASTNode[]][] {
  if (node.op === '==' || node.op === '!=') {
    const [left, right] = node.args;
    return [
      [left, [right]],
      [right, [left]],
    ];
  }
  if (node.op !== 'in') return [];
  const [value, range] = node.args;
  if (range.op === 'list') return [[value, range.args]];
  // Any element of the list has the type of the first one.
  return shapeOf(range, scope)?.kind === 'list' ? [[elementOf(range), [value]]] : [];
}

function elementOf(list: ASTNode): ASTNode {
  const first = { op: 'value', args: 0n } as ASTNode;
  return { op: '[]', args: [list, first] } as unknown as ASTNode;
}

/** The JSON value of a literal; `undefined` for other expressions, and for `null`. */
function literalOf(node: ASTNode): unknown {
  if (node.op === '-_') {
    const value = literalOf(node.args);
    return typeof value === 'number' ? -value : undefined;
  }
  if (node.op !== 'value') return undefined;
  return typeof node.args === 'bigint' ? Number(node.args) : (node.args ?? undefined);
}
