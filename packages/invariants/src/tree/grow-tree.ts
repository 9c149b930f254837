import {
  keywordsOf,
  schemaBelow,
  schemaKeywords,
  subschemasOf,
  type LocatedSchema,
  type ResolveReference,
} from '@batch-status/json-schema';
import type { Invariant } from '../rule/invariant.ts';
import { emptyTree, prune, type RuleTree } from './rule-tree.ts';

/**
 * How a schema applies to a body: `whole` to at most one value in each body, `element` to each of
 * many values without names, `case` to some values only.
 */
export type Standing = 'whole' | 'element' | 'case';

/** The second keyword decides which values the schema of the first applies to. */
const restrictedBy = { additionalProperties: 'patternProperties', items: 'prefixItems' } as const;

/** Collects what `rulesAt` gives for a schema and for those in it. */
export function growTree(
  root: LocatedSchema,
  resolve: ResolveReference,
  rulesAt: (schema: LocatedSchema, standing: Standing) => Invariant[],
): RuleTree {
  const grown = new Map<string, RuleTree>();

  function treeAt(schema: LocatedSchema, standing: Standing): RuleTree {
    const key = `${standing} ${schema.pointer}`;
    const before = grown.get(key);
    if (before) return before;
    const tree = emptyTree();
    grown.set(key, tree);
    extend(tree, schema, standing, new Set());
    return tree;
  }

  function extend(
    tree: RuleTree,
    schema: LocatedSchema,
    standing: Standing,
    included: Set<string>,
  ): void {
    // A schema can be part of itself, or part of another schema twice.
    if (included.has(schema.pointer)) return;
    included.add(schema.pointer);
    tree.rules.push(...rulesAt(schema, standing));
    for (const part of partsOf(schema, resolve)) extend(tree, part, standing, included);
    const properties = subschemasOf(schema, 'properties');
    for (const below of properties) tree.members.push([below.name!, treeAt(below, standing)]);
    const values = unrestricted(schema, 'additionalProperties');
    if (values) {
      const except = new Set(properties.map(({ name }) => name!));
      tree.others.push([treeAt(values, standing), except]);
    }
    const items = unrestricted(schema, 'items');
    if (items) tree.elements.push(treeAt(items, standing === 'case' ? 'case' : 'element'));
    for (const below of casesOf(schema)) treeAt(below, 'case');
  }

  const tree = treeAt(root, 'whole');
  prune(grown.values());
  return tree;
}

/** The schemas that apply to every value that a schema applies to. */
function partsOf(schema: LocatedSchema, resolve: ResolveReference): LocatedSchema[] {
  const { $ref } = keywordsOf(schema);
  const target = typeof $ref === 'string' ? resolve($ref, schema.pointer) : undefined;
  const parts = subschemasOf(schema, 'allOf');
  return target ? [target, ...parts] : parts;
}

/** The schema of a keyword, if no other keyword restricts which values it applies to. */
function unrestricted(
  schema: LocatedSchema,
  keyword: keyof typeof restrictedBy,
): LocatedSchema | undefined {
  return restrictedBy[keyword] in keywordsOf(schema) ? undefined : schemaBelow(schema, keyword);
}

/** The schemas that apply to some values only. Definitions apply where they are referred to. */
function casesOf(schema: LocatedSchema): LocatedSchema[] {
  return subschemasOf(schema).filter(({ keyword }) => {
    if (keyword === 'allOf' || keyword === 'properties') return false;
    if (keyword === 'additionalProperties' || keyword === 'items') {
      return !unrestricted(schema, keyword);
    }
    return schemaKeywords[keyword].appliesTo !== 'nothing';
  });
}
