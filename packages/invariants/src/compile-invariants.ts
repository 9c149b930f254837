import {
  pointerTo,
  schemaBelow,
  type LocatedSchema,
  type ResolveReference,
} from '@batch-status/json-schema';

import { ruleCompiler } from './rule/compile-rule.ts';
import { growTree, type Standing } from './tree/grow-tree.ts';
import type { Application, Invariant } from './rule/invariant.ts';
import type { Problem } from './rule/problem.ts';
import { keyword, rulesBeside } from './rule/rule-list.ts';
import { applicationsBetween, applicationsWithin } from './tree/rule-tree.ts';
import { schemaShapes } from './types/schema-shape.ts';
import { transitionPartOf } from './tree/transition-part.ts';

/** The rules that stand beside a schema and beside the schemas in it. */
export interface Invariants {
  /** Each rule that can be judged, once. */
  readonly rules: readonly Invariant[];
  /** Why others cannot. */
  readonly problems: readonly Problem[];
  /** The rules over one body, for each value in it that they are about. */
  readonly within: (body: unknown) => readonly Application[];
  /** The transition rules over a body and an earlier one of the same thing. */
  readonly between: (earlier: unknown, body: unknown) => readonly Application[];
  /** Whether there are transition rules. */
  readonly hasTransitions: boolean;
  /** Picks the part of a body that `between` reads. */
  readonly transitionPart: (body: unknown) => unknown;
}

/**
 * Compiles the rules (`x-validations`) beside a schema and beside those in it. Each is checked against
 * its schema: a member that the schema does not name, one that may be missing and is read all the
 * same, or values that cannot be compared are problems.
 *
 * @param resolve Finds the target of a `$ref`; see `referencesWithin` for those into one document.
 * @example
 * ```ts
 * import { compileInvariants } from '@batch-status/invariants';
 *
 * const schema = {
 *   type: 'object',
 *   required: ['done', 'total'],
 *   properties: { done: { type: 'integer' }, total: { type: 'integer' } },
 *   'x-validations': [{ rule: 'self.done <= self.total', message: 'At most all are done.' }],
 * };
 * const invariants = compileInvariants({ schema, pointer: '' }, () => undefined);
 * for (const { message } of invariants.problems) console.error(message);
 * for (const { invariant, self } of invariants.within({ done: 3, total: 2 })) {
 *   console.log(invariant.message, invariant.evaluate(self)); // { holds: false }
 * }
 * ```
 */
export function compileInvariants(root: LocatedSchema, resolve: ResolveReference): Invariants {
  const shapeAt = schemaShapes(resolve);
  const compiled = new Map<string, Invariant[]>();
  const judged = new Set<Invariant>();
  const problems = new Map<string, Problem>();

  function refuse(problem: Problem): void {
    problems.set(`${problem.pointer} ${problem.message} ${problem.range?.start}`, problem);
  }

  function rulesAt(place: LocatedSchema, standing: Standing): Invariant[] {
    if (!schemaBelow(place, keyword)) return [];
    const pointer = pointerTo(place.pointer, keyword);
    if (standing === 'case') {
      const message =
        'Whether this schema holds for a value is not known to a rule; put the rule beside the schema that always holds, and ask there';
      refuse({ message, pointer });
      return [];
    }
    const invariants = compiled.get(pointer) ?? compile(place);
    compiled.set(pointer, invariants);
    if (standing === 'whole') return keep(invariants);
    for (const { isTransition, pointer: rule } of invariants) {
      if (!isTransition) continue;
      const message = `An element of an array has no "oldSelf"; put the rule beside what holds the array`;
      refuse({ message, pointer: pointerTo(rule, 'rule') });
    }
    return keep(invariants.filter(({ isTransition }) => !isTransition));
  }

  function keep(invariants: Invariant[]): Invariant[] {
    for (const invariant of invariants) judged.add(invariant);
    return invariants;
  }

  function compile(place: LocatedSchema): Invariant[] {
    const { rules, problems: malformed } = rulesBeside(place);
    for (const problem of malformed) refuse(problem);
    if (rules.length === 0) return [];
    const compileRule = ruleCompiler(shapeAt(place).shape);
    return rules.flatMap((written) => {
      const result = compileRule(written);
      if ('invariant' in result) return [result.invariant];
      for (const problem of result.problems) refuse(problem);
      return [];
    });
  }

  const tree = growTree(root, resolve, rulesAt);
  return {
    rules: [...judged],
    problems: [...problems.values()],
    within: (body) => applicationsWithin(tree, body),
    between: (earlier, body) => applicationsBetween(tree, earlier, body),
    hasTransitions: [...judged].some(({ isTransition }) => isTransition),
    transitionPart: transitionPartOf(tree),
  };
}
