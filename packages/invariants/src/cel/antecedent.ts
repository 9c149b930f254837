import type { ASTNode } from '@marcbachmann/cel-js';

import { print } from './print.ts';
import { comprehensionIn } from './syntax.ts';

/**
 * A rule with its claim replaced by `false`: `!has(self.a) || self.a > 0` becomes
 * `!has(self.a) || false`. If the result is true, the rule holds without its claim. The claim is the
 * part after the last `||`, and the branches of a condition that are not constant.
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
