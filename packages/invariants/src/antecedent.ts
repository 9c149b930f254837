import { serialize, type ASTNode } from '@marcbachmann/cel-js';

import { comprehensionIn } from './syntax.ts';

/**
 * A rule without what it claims: `!has(self.a) || self.a > 0` becomes `!has(self.a) || false`. Where
 * that is true, the rule holds whatever it claims. A claim is what follows the last `||`, and what
 * is beside a `true` in a condition.
 */
export function antecedentOf(rule: ASTNode): string {
  const comprehension = comprehensionIn(rule);
  if (comprehension?.macro === 'all') {
    const { list, variable, bodies } = comprehension;
    return `(${serialize(list)}).all(${variable}, ${bodies.map(antecedentOf).join()})`;
  }
  if (rule.op === '||') return `(${serialize(rule.args[0])}) || (${antecedentOf(rule.args[1])})`;
  if (rule.op === '&&') return rule.args.map((claim) => `(${antecedentOf(claim)})`).join(' && ');
  if (rule.op === '?:') {
    const [condition, then, otherwise] = rule.args;
    return `(${serialize(condition)}) ? (${antecedentOf(then)}) : (${antecedentOf(otherwise)})`;
  }
  return rule.op === 'value' ? serialize(rule) : 'false';
}
