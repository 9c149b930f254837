import type { ASTNode } from '@marcbachmann/cel-js';

import { print } from '../cel/print.ts';
import { askedFor } from '../cel/syntax.ts';

/** Selections that are known to be there, as they are written. */
export type Present = ReadonlySet<string>;

/** What is there if an expression is true. */
export function presentWhenTrue(node: ASTNode): Present {
  const asked = askedFor(node);
  if (asked) return new Set([print(asked)]);
  if (node.op === '!_') return presentWhenFalse(node.args);
  if (node.op !== '&&' && node.op !== '||') return new Set();
  const [left, right] = node.args.map(presentWhenTrue) as [Present, Present];
  return node.op === '&&' ? together(left, right) : inBoth(left, right);
}

/** What is there if an expression is false. */
export function presentWhenFalse(node: ASTNode): Present {
  if (node.op === '!_') return presentWhenTrue(node.args);
  if (node.op !== '&&' && node.op !== '||') return new Set();
  const [left, right] = node.args.map(presentWhenFalse) as [Present, Present];
  return node.op === '||' ? together(left, right) : inBoth(left, right);
}

/** What is still known where a name means another value. */
export function presentWithin(present: Present, variable: string): Present {
  return new Set([...present].filter((text) => !new RegExp(`^${variable}\\b`).test(text)));
}

export function together(a: Present, b: Present): Present {
  return new Set([...a, ...b]);
}

function inBoth(a: Present, b: Present): Present {
  return new Set([...a].filter((text) => b.has(text)));
}
