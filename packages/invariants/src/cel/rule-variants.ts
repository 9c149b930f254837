import { Environment, type ASTNode, type ASTOperator } from '@marcbachmann/cel-js';

import { print } from './print.ts';
import { testedBy, operandsOf } from './syntax.ts';

/** A rule that differs from another one in one place. */
export interface RuleVariant {
  rule: string;
  /** A short description of the difference. */
  change: string;
}

/** The comparisons that are one step away from each comparison. */
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
 * The negation of a rule, and the rules that differ from it as by a mistake: in one comparison, one
 * operand, one quantifier, or by one in a number. Some of them do not fit the schema.
 *
 * @param rule A valid CEL expression.
 * @example
 * ```ts
 * import { ruleVariants } from '@batch-status/conformance/analysis';
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
  for (const other of neighbors(node)) yield [other, `${print(other)} for ${print(node)}`];
  // The operand of `has(…)` is a name, not a value.
  if (testedBy(node)) return;
  for (const operand of operandsOf(node)) {
    for (const [variant, change] of variantsOf(operand)) {
      yield [changed(op, replaced(args, operand, variant)), change];
    }
  }
}

/** A literal number plus and minus one. */
function neighbors({ op, args }: ASTNode): ASTNode[] {
  if (typeof args === 'bigint') return [args - 1n, args + 1n].map((other) => changed(op, other));
  return typeof args === 'number' ? [args - 1, args + 1].map((other) => changed(op, other)) : [];
}

/** Operands, which can be nested lists, with one of them replaced. */
function replaced(operands: unknown, one: ASTNode, other: ASTNode): unknown {
  if (operands === one) return other;
  return Array.isArray(operands) ? operands.map((each) => replaced(each, one, other)) : operands;
}

/** A node with only the parts that `print` reads. */
function changed(op: ASTOperator, args: unknown): ASTNode {
  return { op, args } as ASTNode;
}
