import type { ASTNode, ASTOperator } from '@marcbachmann/cel-js';

import { comprehensionIn } from './syntax.ts';

/**
 * A rule with its claim replaced by `false`: `!has(self.a) || self.a > 0` becomes
 * `!has(self.a) || false`. If the result is true, the rule holds without its claim. The claim is the
 * part after the last `||`, and the branches of a condition that are not constant.
 */
export function antecedentOf(rule: ASTNode): ASTNode {
  const comprehension = comprehensionIn(rule);
  if (comprehension?.macro === 'all' && rule.op === 'rcall') {
    const [macro, list, [variable, ...bodies]] = rule.args;
    return changed('rcall', [macro, list, [variable, ...bodies.map(antecedentOf)]]);
  }
  if (rule.op === '||') return changed('||', [rule.args[0], antecedentOf(rule.args[1])]);
  if (rule.op === '&&') return changed('&&', rule.args.map(antecedentOf));
  if (rule.op === '?:') {
    const [condition, then, otherwise] = rule.args;
    return changed('?:', [condition, antecedentOf(then), antecedentOf(otherwise)]);
  }
  return rule.op === 'value' ? rule : changed('value', false);
}

/** A node with only the parts that an evaluation reads. */
function changed(op: ASTOperator, args: unknown): ASTNode {
  return { op, args } as ASTNode;
}
