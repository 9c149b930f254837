import type { ASTNode } from '@marcbachmann/cel-js';

import { print } from './print.ts';
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
    return `(${print(list)}).all(${variable}, ${bodies.map(antecedentOf).join()})`;
  }
  if (rule.op === '||') return `(${print(rule.args[0])}) || (${antecedentOf(rule.args[1])})`;
  if (rule.op === '&&') return rule.args.map((claim) => `(${antecedentOf(claim)})`).join(' && ');
  if (rule.op === '?:') {
    const [condition, then, otherwise] = rule.args;
    return `(${print(condition)}) ? (${antecedentOf(then)}) : (${antecedentOf(otherwise)})`;
  }
  return rule.op === 'value' ? print(rule) : 'false';
}
