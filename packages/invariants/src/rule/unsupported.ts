import type { ASTNode } from '@marcbachmann/cel-js';

import { bindingIn, comprehensionIn, operandsOf, testedBy } from '../cel/syntax.ts';
import { FailedOperation } from '../evaluation/failure.ts';
import { beginEvaluation } from '../evaluation/work.ts';
import { functions, methods } from '../evaluation/functions.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { regularExpression } from '../evaluation/regular-expression.ts';
import { namedType } from '../evaluation/types.ts';
import type { RuleDiagnostic } from './diagnostic.ts';

/** Finds what the type checker accepts and rules do not have, and calls that always fail. */
export function unsupportedParts(rule: ASTNode): RuleDiagnostic[] {
  return [...unsupportedIn(rule, new Set(['self', 'oldSelf', 'google']))];
}

function* unsupportedIn(node: ASTNode, variables: ReadonlySet<string>): Generator<RuleDiagnostic> {
  const message = reasonAgainst(node, variables);
  if (message !== undefined) {
    yield { message, range: node.range };
    return;
  }
  const comprehension = comprehensionIn(node);
  const binding = bindingIn(node);
  if (comprehension) {
    yield* unsupportedIn(comprehension.list, variables);
    const inner = new Set(variables).add(comprehension.variable);
    for (const body of comprehension.bodies) yield* unsupportedIn(body, inner);
  } else if (binding) {
    yield* unsupportedIn(binding.value, variables);
    yield* unsupportedIn(binding.body, new Set(variables).add(binding.variable));
  } else {
    // 2^63 can only be written as the operand of a negation.
    const operands = isNegatedLiteral(node) ? [] : operandsOf(node);
    for (const operand of operands) yield* unsupportedIn(operand, variables);
  }
}

function reasonAgainst(node: ASTNode, variables: ReadonlySet<string>): string | undefined {
  const type = typeNameOf(node);
  if (type === 'uint' || type === 'bytes') {
    return `A rule about JSON has no values of the type ${type}`;
  }
  if (node.op === 'id' && !variables.has(node.args) && !namedType(node.args)) {
    return `Unknown variable: ${node.args}`;
  }
  if (node.op === '.?' || node.op === '[?]') return 'Rules have no optional values';
  if (node.op === 'call' || node.op === 'rcall') return reasonAgainstCall(node);
  if (node.op === 'map') return failureOf(keysOnly(node));
  return node.op === 'value' || isNegatedLiteral(node) ? failureOf(node) : undefined;
}

/** A map with the literal keys, each as its value. */
function keysOnly({ args }: ASTNode & { op: 'map' }): ASTNode {
  const keys = args.map(([key]) => key).filter(({ op }) => op === 'value');
  return { op: 'map', args: keys.map((key) => [key, key]) } as unknown as ASTNode;
}

function isNegatedLiteral(node: ASTNode): boolean {
  return node.op === '-_' && node.args.op === 'value';
}

function reasonAgainstCall(node: ASTNode & { op: 'call' | 'rcall' }): string | undefined {
  if (testedBy(node) || comprehensionIn(node) || bindingIn(node)) return undefined;
  const [name] = node.args;
  if (!(node.op === 'call' ? functions : methods).has(name)) {
    return `Rules have no function ${name}`;
  }
  const operands = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
  const [first, second] = operands;
  if (name === 'string' && first && typeNameOf(first) === 'double') {
    return 'A double has no single form as text; compare it as a number';
  }
  if (name === 'getMilliseconds' && first && typeNameOf(first) === 'google.protobuf.Duration') {
    return 'CEL does not define the milliseconds of a duration; compare it with a duration';
  }
  if (operands.every(({ op }) => op === 'value')) return failureOf(node);
  if (name === 'matches' && second) return failureOfPattern(second);
  return undefined;
}

function failureOf(node: ASTNode): string | undefined {
  return failureIn(() => evaluate(node, new Map()));
}

function failureOfPattern({ op, args }: ASTNode): string | undefined {
  if (op !== 'value' || typeof args !== 'string') return undefined;
  return failureIn(() => regularExpression(args));
}

function failureIn(run: () => unknown): string | undefined {
  beginEvaluation();
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof FailedOperation)) throw error;
    return `This can never be evaluated: ${error.message.replace(/ at character \d+ of the rule$/, '')}`;
  }
}

/** The name of the type that the library found for an expression. */
function typeNameOf(node: ASTNode): string | undefined {
  return (node as { checkedType?: { name?: string } }).checkedType?.name;
}
