import type { ASTNode } from '@marcbachmann/cel-js';

import type { Member, ObjectShape, Shape } from '../types/shape.ts';
import { comprehensionIn, selectionIn } from '../cel/syntax.ts';

/** What the variables of an expression are. One that is not here may be anything. */
export type Scope = ReadonlyMap<string, Shape>;

/** What the members are selected from, should that be an object of named members. */
export function objectBehind(node: ASTNode, scope: Scope): ObjectShape | undefined {
  const shape = shapeOf(node, scope);
  return shape?.kind === 'object' ? shape : undefined;
}

/** The member that an expression selects; `undefined` if it selects none that a schema names. */
export function memberBehind(node: ASTNode, scope: Scope): Member | undefined {
  const selection = selectionIn(node);
  return selection && objectBehind(selection.from, scope)?.members().get(selection.member);
}

function shapeOf(node: ASTNode, scope: Scope): Shape | undefined {
  if (node.op === 'id') return scope.get(node.args);
  const member = memberBehind(node, scope);
  if (member) return member.shape;
  const comprehension = comprehensionIn(node);
  if (comprehension?.macro === 'filter') return shapeOf(comprehension.list, scope);
  const list = node.op === '[]' ? shapeOf(node.args[0], scope) : undefined;
  return list?.kind === 'list' ? list.items : undefined;
}

/** The scope within a comprehension, where its variable is an element of the list. */
export function scopeWithin(scope: Scope, variable: string, list: ASTNode): Scope {
  const inner = new Map(scope);
  const shape = shapeOf(list, scope);
  if (shape?.kind === 'list') inner.set(variable, shape.items);
  else inner.delete(variable);
  return inner;
}
