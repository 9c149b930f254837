import type { ASTNode } from '@marcbachmann/cel-js';

/** The direct operands of an expression. */
export function operandsOf(node: ASTNode): ASTNode[] {
  return [node.args].flat(2).filter(isNode);
}

/** How deeply the operands of an expression are nested. Recursion could exceed the stack. */
export function depthOf(node: ASTNode): number {
  let depth = 0;
  for (let level = [node]; level.length > 0; level = level.flatMap(operandsOf)) depth++;
  return depth;
}

/** The operand of `has(…)`; `undefined` for any other expression. */
export function testedBy(node: ASTNode): ASTNode | undefined {
  return node.op === 'call' && node.args[0] === 'has' ? node.args[1][0] : undefined;
}

/** A macro over a list: `list.all(variable, body)`. */
export interface Comprehension {
  macro: string;
  list: ASTNode;
  variable: string;
  bodies: ASTNode[];
}

const comprehensions = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** The parts of a comprehension; `undefined` for any other expression. */
export function comprehensionIn(node: ASTNode): Comprehension | undefined {
  if (node.op !== 'rcall') return undefined;
  const [macro, list, [variable, ...bodies]] = node.args;
  if (!comprehensions.has(macro) || variable?.op !== 'id' || bodies.length === 0) return undefined;
  return { macro, list, variable: variable.args, bodies };
}

/** The parts of `cel.bind(variable, value, body)`; `undefined` for any other expression. */
export function bindingIn(
  node: ASTNode,
): { variable: string; value: ASTNode; body: ASTNode } | undefined {
  if (node.op !== 'rcall' || node.args[0] !== 'bind') return undefined;
  const [, from, [variable, value, body]] = node.args;
  const isBinding = from.op === 'id' && from.args === 'cel' && variable?.op === 'id';
  return isBinding && value && body ? { variable: variable.args, value, body } : undefined;
}

/** The member that `a.b` or `a["b"]` selects; `undefined` for any other expression. */
export function selectionIn(node: ASTNode): { from: ASTNode; member: string } | undefined {
  if (node.op === '.') return { from: node.args[0], member: node.args[1] };
  if (node.op !== '[]') return undefined;
  const [from, key] = node.args;
  if (key.op !== 'value' || typeof key.args !== 'string') return undefined;
  return { from, member: key.args };
}

/** Whether an expression names a variable. */
export function mentions(node: ASTNode, variable: string): boolean {
  if (node.op === 'id') return node.args === variable;
  return operandsOf(node).some((operand) => mentions(operand, variable));
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'range' in value;
}
