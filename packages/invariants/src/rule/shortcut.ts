import type { ASTNode } from '@marcbachmann/cel-js';
import { isObject } from '@batch-status/json-schema';

import { countSteps, TooManySteps } from '../evaluation/work.ts';
import type { ObjectShape, Shape } from '../types/shape.ts';
import { testedBy, comprehensionIn, selectionIn, type Comprehension } from '../cel/syntax.ts';

/** Whether a rule certainly holds. `false` means that it may not hold, or that this is unknown. */
export type Shortcut = (self: unknown, oldSelf: unknown) => boolean;

/** A part of a rule as JavaScript. The code never gives `undefined`; it throws if it is unsure. */
interface Expression {
  shape: Shape;
  code: string;
}

/** The JavaScript for each variable. */
type Scope = ReadonlyMap<string, Expression>;

/** Thrown if only the library can evaluate the rule. Unlike an error, it has no stack to collect. */
const unsure = Symbol('unsure');
const unsupported = Symbol('unsupported');

/**
 * Compiles the part of CEL that most rules use to a function of plain JSON. The library converts the
 * body to CEL values first, which costs far more than the rule itself. It evaluates every case that is
 * not plain: an absent member, a value that does not fit, an integer that a double cannot represent.
 *
 * @returns `undefined` if the rule uses other parts of CEL.
 */
export function shortcutOf(rule: ASTNode, shape: Shape): Shortcut | undefined {
  let code: string;
  try {
    const [self, oldSelf] = ['self', 'oldSelf'].map((name) => fitting(shape, name)) as [
      string,
      string,
    ];
    const scope = new Map([
      ['self', { shape, code: 'self' }],
      // Throws if a transition rule is evaluated without an earlier value.
      ['oldSelf', { shape, code: oldSelf }],
    ]);
    const holds = ofKind('bool', compiled(rule, scope));
    code = `${self}; if (oldSelf !== undefined) ${oldSelf}; return ${holds};`;
  } catch (error) {
    if (error === unsupported) return undefined;
    throw error;
  }
  // oxlint-disable-next-line typescript/no-implied-eval -- of fixed code, numbers, and JSON strings
  const holds = new Function('check', 'self', 'oldSelf', code) as (
    check: typeof checks,
    self: unknown,
    oldSelf: unknown,
  ) => boolean;
  return (self, oldSelf) => {
    try {
      return holds(checks, self, oldSelf);
    } catch (error) {
      if (error === unsure || error instanceof TooManySteps) return false;
      throw error;
    }
  };
}

function compiled(node: ASTNode, scope: Scope): Expression {
  const tested = testedBy(node);
  if (tested) {
    const { code, shape } = memberOf(tested, scope);
    return { shape: bool, code: `(${code} !== undefined && (${fitting(shape, code)}, true))` };
  }
  const comprehension = comprehensionIn(node);
  if (comprehension) return quantified(comprehension, scope);
  if (selectionIn(node)) {
    const { code, shape } = memberOf(node, scope);
    return { shape, code: fitting(shape, code) };
  }
  if (node.op === 'value') return literal(node.args);
  if (node.op === 'id') return scope.get(node.args) ?? unknown();
  if (node.op === '!_') {
    return { shape: bool, code: `!${ofKind('bool', compiled(node.args, scope))}` };
  }
  if (node.op === '?:') {
    const [condition, then, otherwise] = node.args.map((each) =>
      ofKind('bool', compiled(each, scope)),
    );
    return { shape: bool, code: `(${condition} ? ${then} : ${otherwise})` };
  }
  return binary(node, scope);
}

const bool: Shape = { kind: 'bool' };
const integers: readonly Shape['kind'][] = ['int'];
const numbers: readonly Shape['kind'][] = ['int', 'double'];
const bools: readonly Shape['kind'][] = ['bool'];
const scalars: readonly Shape['kind'][] = ['int', 'double', 'string', 'bool'];

/** The JavaScript operator, and the types for which it does the same. */
const operators: Record<string, { code: string; of: readonly Shape['kind'][] }> = {
  '||': { code: '||', of: bools },
  '&&': { code: '&&', of: bools },
  '==': { code: '===', of: scalars },
  '!=': { code: '!==', of: scalars },
  '<': { code: '<', of: numbers },
  '<=': { code: '<=', of: numbers },
  '>': { code: '>', of: numbers },
  '>=': { code: '>=', of: numbers },
  '+': { code: '+', of: integers },
  '-': { code: '-', of: integers },
};

function binary({ op, args }: ASTNode, scope: Scope): Expression {
  const operator = operators[op];
  if (!operator) return unknown();
  const [left, right] = (args as [ASTNode, ASTNode]).map((operand) => compiled(operand, scope)) as [
    Expression,
    Expression,
  ];
  const kinds = [left.shape.kind, right.shape.kind];
  const isOneKind = kinds[0] === kinds[1] || kinds.every((kind) => numbers.includes(kind));
  if (!isOneKind || !kinds.every((kind) => operator.of.includes(kind))) return unknown();
  const code = `(${left.code} ${operator.code} ${right.code})`;
  if (operator.of !== integers) return { shape: bool, code };
  const shape: Shape = { kind: 'int' };
  return { shape, code: fitting(shape, code) };
}

function literal(value: unknown): Expression {
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) {
    return { shape: { kind: 'int' }, code: String(value) };
  }
  if (Number.isFinite(value)) {
    return { shape: { kind: 'double' }, code: JSON.stringify(value) };
  }
  if (typeof value === 'string') return { shape: { kind: 'string' }, code: JSON.stringify(value) };
  return typeof value === 'boolean' ? { shape: bool, code: String(value) } : unknown();
}

function quantified({ macro, list, variable, bodies }: Comprehension, scope: Scope): Expression {
  const { shape, code } = compiled(list, scope);
  const [body, another] = bodies;
  if ((macro !== 'all' && macro !== 'exists') || shape.kind !== 'list' || !body || another) {
    return unknown();
  }
  // The name in the rule can be a keyword of JavaScript.
  const name = `item${scope.size}`;
  const inner = new Map(scope).set(variable, { shape: shape.items, code: name });
  // Makes the size, and so the next name, unique where a variable shadows another.
  inner.set(`${name} `, { shape: bool, code: '' });
  const holds = ofKind('bool', compiled(body, inner));
  const quantifier = macro === 'all' ? 'every' : 'some';
  return { shape: bool, code: `${code}.${quantifier}((${name}) => ${holds})` };
}

/** The selected member; its code gives `undefined` if it is absent or `null`. */
function memberOf(node: ASTNode, scope: Scope): Expression {
  const { from, member: name } = selectionIn(node) ?? unknown();
  const { shape, code } = compiled(from, scope);
  const member = (shape as Partial<ObjectShape>).members?.().get(name) ?? unknown();
  // An object would inherit such a member. All other members are its own.
  if (name in Object.prototype) return unknown();
  return { shape: member.shape, code: `(${code}[${JSON.stringify(name)}] ?? undefined)` };
}

function ofKind(kind: Shape['kind'], { shape, code }: Expression): string {
  return shape.kind === kind ? code : unknown();
}

function unknown(): never {
  throw unsupported;
}

/** Code that gives a value if it has the type, and throws otherwise. */
function fitting(shape: Shape, code: string): string {
  if (shape.kind === 'list')
    return `check.list(${code}, (item) => ${fitting(shape.items, 'item')})`;
  return shape.kind in checks ? `check.${shape.kind}(${code})` : unknown();
}

/** A shortcut is so much faster than the evaluation of a rule. */
const elementsPerStep = 64;

/** Each returns a value of its type that a double can represent, and throws for any other. */
const checks = {
  int: (value: unknown): unknown => (Number.isSafeInteger(value) ? value : fail()),
  double: (value: unknown): unknown => (typeof value === 'number' ? value : fail()),
  string: (value: unknown): unknown => (typeof value === 'string' ? value : fail()),
  bool: (value: unknown): unknown => (typeof value === 'boolean' ? value : fail()),
  object: (value: unknown): unknown => (isObject(value) ? value : fail()),
  list(value: unknown, item: (value: unknown) => unknown): unknown {
    if (!Array.isArray(value)) return fail();
    countSteps(value.length / elementsPerStep);
    for (const each of value) item(each);
    return value;
  },
};

function fail(): never {
  throw unsure;
}
