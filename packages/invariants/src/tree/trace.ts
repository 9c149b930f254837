import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { RuleTree } from './rule-tree.ts';

/** As much of a body as the transition rules of a tree read: that is what has to be kept of it. */
export function traceIn({ rules, members, others }: RuleTree): (body: unknown) => unknown {
  const names = new Set(members.map(([name]) => name));
  for (const { isTransition, reads } of rules) {
    if (!isTransition) continue;
    if (reads === 'all') return (body) => body;
    for (const name of reads) names.add(name);
  }
  if (others.length > 0) return (body) => body;
  return (body) => {
    if (!isObject(body)) return body;
    const trace: JsonObject = {};
    for (const name of names) if (Object.hasOwn(body, name)) trace[name] = body[name];
    return trace;
  };
}
