import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { RuleTree } from './rule-tree.ts';

/**
 * A function that picks the part of a body that the transition rules of a tree read. A caller that
 * compares bodies later keeps only that part of each.
 */
export function transitionPartOf({ rules, members, others }: RuleTree): (body: unknown) => unknown {
  const names = new Set(members.map(([name]) => name));
  for (const { isTransition, reads } of rules) {
    if (!isTransition) continue;
    if (reads === 'all') return (body) => body;
    for (const name of reads) names.add(name);
  }
  if (others.length > 0) return (body) => body;
  return (body) => {
    if (!isObject(body)) return body;
    const part: JsonObject = {};
    for (const name of names) if (Object.hasOwn(body, name)) part[name] = body[name];
    return part;
  };
}
