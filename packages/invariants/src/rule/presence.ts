import type { ASTNode } from '@marcbachmann/cel-js';

import { print } from '../cel/print.ts';
import { testedBy } from '../cel/syntax.ts';

/** Selected members that are known to be present, as text. */
export type Present = ReadonlySet<string>;

/** What is present if an expression is true. */
export function presentWhenTrue(node: ASTNode): Present {
  const tested = testedBy(node);
  if (tested) return new Set([print(tested)]);
  if (node.op === '!_') return presentWhenFalse(node.args);
  if (node.op !== '&&' && node.op !== '||') return new Set();
  const [left, right] = node.args.map(presentWhenTrue) as [Present, Present];
  return node.op === '&&' ? together(left, right) : inBoth(left, right);
}

/** What is present if an expression is false. */
export function presentWhenFalse(node: ASTNode): Present {
  if (node.op === '!_') return presentWhenTrue(node.args);
  if (node.op !== '&&' && node.op !== '||') return new Set();
  const [left, right] = node.args.map(presentWhenFalse) as [Present, Present];
  return node.op === '||' ? together(left, right) : inBoth(left, right);
}

/** What is still known to be present where a variable has another meaning. */
export function presentWithin(present: Present, variable: string): Present {
  return new Set([...present].filter((text) => !new RegExp(`^${variable}\\b`).test(text)));
}

export function together(a: Present, b: Present): Present {
  return new Set([...a, ...b]);
}

function inBoth(a: Present, b: Present): Present {
  return new Set([...a].filter((text) => b.has(text)));
}
