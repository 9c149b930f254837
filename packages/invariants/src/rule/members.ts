import type { ASTNode } from '@marcbachmann/cel-js';

import type { Member, ObjectShape, Shape } from '../types/shape.ts';
import { comprehensionIn, selectionIn } from '../cel/syntax.ts';

/** The types of the variables of an expression. A variable that is not listed can have any type. */
export type Scope = ReadonlyMap<string, Shape>;

/** The type of an expression, if it is an object with named members. */
export function objectBehind(node: ASTNode, scope: Scope): ObjectShape | undefined {
  const shape = shapeOf(node, scope);
  return shape?.kind === 'object' ? shape : undefined;
}

/** The member that an expression selects; `undefined` if it does not select one of a schema. */
export function memberBehind(node: ASTNode, scope: Scope): Member | undefined {
  const selection = selectionIn(node);
  return selection && objectBehind(selection.from, scope)?.members().get(selection.member);
}

/** The type of an expression, if it follows from the schema. */
export function shapeOf(node: ASTNode, scope: Scope): Shape | undefined {
  if (node.op === 'id') return scope.get(node.args);
  const member = memberBehind(node, scope);
  if (member) return member.shape;
  const comprehension = comprehensionIn(node);
  if (comprehension?.macro === 'filter') return shapeOf(comprehension.list, scope);
  const list = node.op === '[]' ? shapeOf(node.args[0], scope) : undefined;
  return list?.kind === 'list' ? list.items : undefined;
}

/** The scope inside a comprehension, where its variable is an element of the list. */
export function scopeWithin(scope: Scope, variable: string, list: ASTNode): Scope {
  const inner = new Map(scope);
  const shape = shapeOf(list, scope);
  if (shape?.kind === 'list') inner.set(variable, shape.items);
  else inner.delete(variable);
  return inner;
}
