import { isObject, pointerTo } from '@batch-status/json-schema';

import type { Application, Invariant } from '../rule/invariant.ts';

/** The rules beside a schema and beside the schemas in it. Like a schema, a tree can contain itself. */
export interface RuleTree {
  rules: Invariant[];
  members: [name: string, tree: RuleTree][];
  /** For each element of an array. */
  elements: RuleTree[];
  /** For each member except the listed ones. */
  others: [tree: RuleTree, except: ReadonlySet<string>][];
}

export function emptyTree(): RuleTree {
  return { rules: [], members: [], elements: [], others: [] };
}

/** Removes branches without rules, so that bodies are not searched for them. */
export function prune(trees: Iterable<RuleTree>): void {
  const all = [...trees];
  const alive = new Set(all.filter(({ rules }) => rules.length > 0));
  for (let size = -1; size !== alive.size;) {
    size = alive.size;
    for (const tree of all)
      if (branchesOf(tree).some((branch) => alive.has(branch))) alive.add(tree);
  }
  for (const tree of all) {
    tree.members = tree.members.filter(([, branch]) => alive.has(branch));
    tree.elements = tree.elements.filter((branch) => alive.has(branch));
    tree.others = tree.others.filter(([branch]) => alive.has(branch));
  }
}

function branchesOf({ members, elements, others }: RuleTree): RuleTree[] {
  return [...members.map(([, tree]) => tree), ...elements, ...others.map(([tree]) => tree)];
}

/** The rules for a value and for the values in it. */
export function applicationsWithin(tree: RuleTree, body: unknown): Application[] {
  const found: Application[] = [];
  collectWithin(tree, body, '', found);
  return found;
}

function collectWithin(tree: RuleTree, self: unknown, at: string, found: Application[]): void {
  if (isAbsent(self)) return;
  for (const invariant of tree.rules) {
    if (!invariant.isTransition) found.push({ invariant, self, at });
  }
  eachValue(tree, self, (branch, value, name) =>
    collectWithin(branch, value, pointerTo(at, name), found),
  );
}

/** The transition rules for a value and an earlier one of the same thing, and for the values in both. */
export function applicationsBetween(
  tree: RuleTree,
  earlier: unknown,
  body: unknown,
): Application[] {
  const found: Application[] = [];
  collectBetween(tree, earlier, body, '', found);
  return found;
}

function collectBetween(
  tree: RuleTree,
  oldSelf: unknown,
  self: unknown,
  at: string,
  found: Application[],
): void {
  if (isAbsent(self) || isAbsent(oldSelf)) return;
  for (const invariant of tree.rules) {
    if (invariant.isTransition) found.push({ invariant, self, oldSelf, at });
  }
  // Elements of two arrays with the same index need not be the same thing.
  if (!isObject(self) || !isObject(oldSelf)) return;
  eachValue(tree, self, (branch, value, name) => {
    const oldValue = Object.hasOwn(oldSelf, name) ? oldSelf[name] : undefined;
    collectBetween(branch, oldValue, value, pointerTo(at, name), found);
  });
}

/** Calls back for each inner value to which a branch of the tree applies. */
function eachValue(
  { members, elements, others }: RuleTree,
  value: unknown,
  use: (branch: RuleTree, inner: unknown, name: string | number) => void,
): void {
  if (Array.isArray(value)) {
    for (const branch of elements) {
      for (let index = 0; index < value.length; index++) use(branch, value[index], index);
    }
    return;
  }
  if (!isObject(value)) return;
  for (const [name, branch] of members) {
    if (Object.hasOwn(value, name)) use(branch, value[name], name);
  }
  for (const [branch, except] of others) {
    for (const [name, member] of Object.entries(value)) {
      if (!except.has(name)) use(branch, member, name);
    }
  }
}

/** A rule does not apply to an absent value. `null` counts as absent. */
function isAbsent(value: unknown): boolean {
  return value === null || value === undefined;
}
