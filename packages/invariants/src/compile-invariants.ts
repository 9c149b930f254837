import {
  pointerTo,
  schemaBelow,
  type LocatedSchema,
  type ResolveReference,
} from '@batch-status/json-schema';

import { ruleCompiler } from './rule/compile-rule.ts';
import { growTree, type Standing } from './tree/grow-tree.ts';
import type { Application, Invariant } from './rule/invariant.ts';
import type { Diagnostic } from './rule/diagnostic.ts';
import { keyword, rulesIn } from './rule/rule-list.ts';
import { applicationsBetween, applicationsWithin } from './tree/rule-tree.ts';
import { schemaShapes } from './types/schema-shape.ts';
import { transitionPartOf } from './tree/transition-part.ts';

/** The rules beside a schema and beside the schemas in it. */
export interface Invariants {
  /** Each rule that can be evaluated, once. */
  readonly rules: readonly Invariant[];
  /** Why other rules cannot. */
  readonly diagnostics: readonly Diagnostic[];
  /** The rules about one body, for each value in it that they apply to. */
  readonly within: (body: unknown) => readonly Application[];
  /** The transition rules, for a body and an earlier body of the same thing. */
  readonly between: (earlier: unknown, body: unknown) => readonly Application[];
  /** Whether there are transition rules. */
  readonly hasTransitions: boolean;
  /** Picks the part of a body that `between` reads. */
  readonly transitionPart: (body: unknown) => unknown;
}

/**
 * Compiles the rules (`x-validations`) beside a schema and beside the schemas in it. A rule must fit its
 * schema. There is a diagnostic if a rule names a member that the schema does not have, reads a member that
 * can be absent without testing it first, or compares values of different types.
 *
 * @param resolve Finds the target of a `$ref`. `referencesWithin` does so for one document.
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
 * for (const { message } of invariants.diagnostics) console.error(message);
 * for (const { invariant, self } of invariants.within({ done: 3, total: 2 })) {
 *   console.log(invariant.message, invariant.evaluate(self)); // At most all are done. { holds: false }
 * }
 * ```
 */
export function compileInvariants(root: LocatedSchema, resolve: ResolveReference): Invariants {
  const shapeAt = schemaShapes(resolve);
  const compiled = new Map<string, Invariant[]>();
  const usable = new Set<Invariant>();
  const diagnostics = new Map<string, Diagnostic>();

  function refuse(diagnostic: Diagnostic): void {
    diagnostics.set(
      `${diagnostic.pointer} ${diagnostic.message} ${diagnostic.range?.start}`,
      diagnostic,
    );
  }

  function rulesAt(schema: LocatedSchema, standing: Standing): Invariant[] {
    const list = schemaBelow(schema, keyword);
    if (!list) return [];
    const { pointer } = list;
    if (standing === 'case') {
      const message =
        'This schema does not apply to every value; put the rule beside a schema that always applies, and test the condition in the rule';
      refuse({ message, pointer });
      return [];
    }
    const invariants = compiled.get(pointer) ?? compile(list, schema);
    compiled.set(pointer, invariants);
    if (standing === 'whole') return use(invariants);
    for (const { isTransition, pointer: rule } of invariants) {
      if (!isTransition) continue;
      const message = `An element of an array has no "oldSelf"; put the rule beside the schema that contains the array`;
      refuse({ message, pointer: pointerTo(rule, 'rule') });
    }
    return use(invariants.filter(({ isTransition }) => !isTransition));
  }

  function use(invariants: Invariant[]): Invariant[] {
    for (const invariant of invariants) usable.add(invariant);
    return invariants;
  }

  function compile(list: LocatedSchema, schema: LocatedSchema): Invariant[] {
    const { rules, diagnostics: malformed } = rulesIn(list);
    for (const diagnostic of malformed) refuse(diagnostic);
    const compileRule = ruleCompiler(shapeAt(schema).shape);
    return rules.flatMap((written) => {
      const result = compileRule(written);
      if ('invariant' in result) return [result.invariant];
      for (const diagnostic of result.diagnostics) refuse(diagnostic);
      return [];
    });
  }

  const tree = growTree(root, resolve, rulesAt);
  return {
    rules: [...usable],
    diagnostics: [...diagnostics.values()],
    within: (body) => applicationsWithin(tree, body),
    between: (earlier, body) => applicationsBetween(tree, earlier, body),
    hasTransitions: [...usable].some(({ isTransition }) => isTransition),
    transitionPart: transitionPartOf(tree),
  };
}
