import type { ASTNode } from '@marcbachmann/cel-js';

import { impossibleValues } from './impossible-values.ts';
import { memberBehind, objectBehind, scopeWithin, shapeOf, type Scope } from './members.ts';
import {
  presentWhenFalse,
  presentWhenTrue,
  presentWithin,
  together,
  type Present,
} from './presence.ts';
import { print } from '../cel/print.ts';
import type { RuleDiagnostic } from './diagnostic.ts';
import { mayBeMissing } from '../types/shape.ts';
import { testedBy, comprehensionIn, operandsOf, selectionIn } from '../cel/syntax.ts';

/**
 * Finds members that a rule names and its schema does not have, also inside `has(…)`, which CEL does
 * not check. Also finds members that can be absent and are read without a test: for a body without
 * them, the rule could not be evaluated. Comparisons with values that a member never has are found too.
 */
export function memberDiagnostics(rule: ASTNode, scope: Scope): RuleDiagnostic[] {
  return [...diagnosticsIn(rule, scope, new Set())];
}

function* diagnosticsIn(node: ASTNode, scope: Scope, present: Present): Generator<RuleDiagnostic> {
  const tested = testedBy(node);
  if (tested) {
    for (const operand of operandsOf(tested)) yield* diagnosticsIn(operand, scope, present);
    yield* unknownMember(tested, scope);
    yield* memberOfNoObject(tested, scope);
    return;
  }
  yield* unknownMember(node, scope);
  yield* missingMember(node, scope, present);
  yield* impossibleValues(node, scope);
  for (const [operand, within, known] of operandsInContext(node, scope, present)) {
    yield* diagnosticsIn(operand, within, known);
  }
}

/** The operands of an expression, each with its variables and the members that are present there. */
function operandsInContext(
  node: ASTNode,
  scope: Scope,
  present: Present,
): [operand: ASTNode, scope: Scope, present: Present][] {
  const comprehension = comprehensionIn(node);
  if (comprehension) {
    const { list, variable, bodies } = comprehension;
    const inner = scopeWithin(scope, variable, list);
    const outside = presentWithin(present, variable);
    const filtered = presentWhenTrue(bodies[0]!);
    return [
      [list, scope, present],
      ...bodies.map((body, index): [ASTNode, Scope, Present] => [
        body,
        inner,
        index === 0 ? outside : together(outside, filtered),
      ]),
    ];
  }
  if (node.op === '&&' || node.op === '||') {
    const [left, right] = node.args;
    const known = node.op === '&&' ? presentWhenTrue(left) : presentWhenFalse(left);
    return [
      [left, scope, present],
      [right, scope, together(present, known)],
    ];
  }
  if (node.op === '?:') {
    const [condition, then, otherwise] = node.args;
    return [
      [condition, scope, present],
      [then, scope, together(present, presentWhenTrue(condition))],
      [otherwise, scope, together(present, presentWhenFalse(condition))],
    ];
  }
  return operandsOf(node).map((operand) => [operand, scope, present]);
}

function* unknownMember(node: ASTNode, scope: Scope): Generator<RuleDiagnostic> {
  const selection = selectionIn(node);
  const members = selection && objectBehind(selection.from, scope)?.members();
  if (!selection || !members || members.has(selection.member)) return;
  const from = print(selection.from);
  const names = [...members.keys()].join(', ') || '(none)';
  const message = `${from} has no member "${selection.member}"; its schema has ${names}`;
  yield { message, range: node.range };
}

/** CEL checks what is selected, but not what `has(…)` tests. */
function* memberOfNoObject(tested: ASTNode, scope: Scope): Generator<RuleDiagnostic> {
  const selection = selectionIn(tested);
  const shape = selection && shapeOf(selection.from, scope);
  if (!shape || ['object', 'map', 'dyn'].includes(shape.kind)) return;
  const message = `${print(selection.from)} is not an object, so it has no members to test`;
  yield { message, range: tested.range };
}

function* missingMember(node: ASTNode, scope: Scope, present: Present): Generator<RuleDiagnostic> {
  const member = memberBehind(node, scope);
  if (!member || !mayBeMissing(member)) return;
  const text = print(node);
  if (present.has(text)) return;
  const message = `${text} may be absent or null; test it first, as in \`!has(${text}) || …\``;
  yield { message, range: node.range };
}
