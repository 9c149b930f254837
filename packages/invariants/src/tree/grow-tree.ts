import type { Invariant } from '../rule/invariant.ts';
import { keywordsOf, placeBelow, placesBelow, type Place, type Resolve } from '../place.ts';
import { emptyTree, prune, type RuleTree } from './rule-tree.ts';

/**
 * What a schema is to the body: `whole` if each body has at most one value of it, `element` if it is
 * one of many without a name, `case` if it only holds for some values.
 */
export type Standing = 'whole' | 'element' | 'case';

const cases = [
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];
/** Which values the one schema is about depends on the other. */
const besideOthers = { additionalProperties: 'patternProperties', items: 'prefixItems' } as const;
const listsOfCases = ['anyOf', 'oneOf', 'prefixItems'];
const namedCases = ['dependentSchemas', 'patternProperties'];

/** Collects what `rulesAt` gives for a schema and for those in it. */
export function growTree(
  root: Place,
  resolve: Resolve,
  rulesAt: (place: Place, standing: Standing) => Invariant[],
): RuleTree {
  const grown = new Map<string, RuleTree>();

  function treeAt(place: Place, standing: Standing): RuleTree {
    const key = `${standing} ${place.pointer}`;
    const before = grown.get(key);
    if (before) return before;
    const tree = emptyTree();
    grown.set(key, tree);
    extend(tree, place, standing);
    return tree;
  }

  function extend(tree: RuleTree, place: Place, standing: Standing): void {
    tree.rules.push(...rulesAt(place, standing));
    for (const part of samesOf(place, resolve)) extend(tree, part, standing);
    const properties = placesBelow(place, 'properties');
    for (const [name, below] of properties) tree.members.push([name, treeAt(below, standing)]);
    const values = ofAllOthers(place, 'additionalProperties');
    if (values) {
      const except = new Set(properties.map(([name]) => name));
      tree.others.push([treeAt(values, standing), except]);
    }
    const items = ofAllOthers(place, 'items');
    if (items) tree.elements.push(treeAt(items, standing === 'case' ? 'case' : 'element'));
    for (const below of casesOf(place)) treeAt(below, 'case');
  }

  const tree = treeAt(root, 'whole');
  prune(grown.values());
  return tree;
}

/** The schemas that hold for the same value, whatever it is. */
function samesOf(place: Place, resolve: Resolve): Place[] {
  const { $ref } = keywordsOf(place);
  const target = typeof $ref === 'string' ? resolve($ref, place.pointer) : undefined;
  return [...(target ? [target] : []), ...placesBelow(place, 'allOf').map(([, part]) => part)];
}

/** The schema of whatever is not named, if no other keyword picks from that. */
function ofAllOthers(place: Place, keyword: keyof typeof besideOthers): Place | undefined {
  return besideOthers[keyword] in keywordsOf(place) ? undefined : placeBelow(place, keyword);
}

function casesOf(place: Place): Place[] {
  const picked = Object.entries(besideOthers)
    .filter(([, other]) => other in keywordsOf(place))
    .map(([keyword]) => keyword);
  const single = [...cases, ...picked].map((keyword) => placeBelow(place, keyword));
  const several = [...listsOfCases, ...namedCases].flatMap((keyword) =>
    placesBelow(place, keyword),
  );
  return [...single.filter((below) => below !== undefined), ...several.map(([, below]) => below)];
}
