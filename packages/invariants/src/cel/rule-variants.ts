import { Environment, type ASTNode, type ASTOperator } from '@marcbachmann/cel-js';

import { print } from './print.ts';
import { askedFor, operandsOf } from './syntax.ts';

/** A rule that differs from another in one thing. */
export interface RuleVariant {
  rule: string;
  /** What is different, in a few words. */
  change: string;
}

/** What each comparison is one step away from. */
const comparisons: Partial<Record<ASTOperator, readonly ASTOperator[]>> = {
  '<': ['<='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '==': ['<=', '>='],
  '!=': ['<', '>'],
};
const joins = new Set<ASTOperator>(['&&', '||', '+', '-', '*', '/', '%']);
const parser = new Environment({ unlistedVariablesAreDyn: true });

/**
 * The rules that differ from a rule by one comparison, one operand, one quantifier or one in a
 * number, as somebody could write them by mistake, and the rule's negation. Not each of them fits
 * the schema.
 *
 * @param rule Has to be CEL.
 * @example
 * ```ts
 * import { ruleVariants } from '@batch-status/invariants';
 *
 * for (const { rule, change } of ruleVariants('self.done <= self.total')) console.log(rule, change);
 * ```
 */
export function ruleVariants(rule: string): RuleVariant[] {
  const { ast } = parser.parse(rule);
  const negation = { rule: print(changed('!_', ast)), change: 'negated' };
  const variants = [...variantsOf(ast)].map(([node, change]) => ({ rule: print(node), change }));
  return [negation, ...variants];
}

function* variantsOf(node: ASTNode): Generator<[variant: ASTNode, change: string]> {
  const { op, args } = node;
  for (const other of comparisons[op] ?? []) yield [changed(other, args), `${other} for ${op}`];
  if (joins.has(op)) {
    const [left, right] = args as [ASTNode, ASTNode];
    yield [right, `without ${print(left)}`];
    yield [left, `without ${print(right)}`];
  }
  if (op === 'rcall' && args[0] === 'all') {
    yield [changed(op, args.with(0, 'exists')), 'exists for all'];
  }
  for (const other of neighbours(node)) yield [other, `${print(other)} for ${print(node)}`];
  // Whether a member is asked for is nothing to compare.
  if (askedFor(node)) return;
  for (const operand of operandsOf(node)) {
    for (const [variant, change] of variantsOf(operand)) {
      yield [changed(op, replaced(args, operand, variant)), change];
    }
  }
}

/** The numbers next to a number. */
function neighbours({ op, args }: ASTNode): ASTNode[] {
  if (op !== 'value') return [];
  if (typeof args === 'bigint') return [args - 1n, args + 1n].map((other) => changed(op, other));
  return typeof args === 'number' ? [args - 1, args + 1].map((other) => changed(op, other)) : [];
}

/** Operands with one of them replaced, however deep they are listed. */
function replaced(operands: unknown, one: ASTNode, other: ASTNode): unknown {
  if (operands === one) return other;
  return Array.isArray(operands) ? operands.map((each) => replaced(each, one, other)) : operands;
}

/** As much of a node as makes it writable. */
function changed(op: ASTOperator, args: unknown): ASTNode {
  return { op, args } as ASTNode;
}
