import type { ASTNode } from '@marcbachmann/cel-js';
import { isObject } from '@batch-status/json-schema';

import type { ObjectShape, Shape } from '../types/shape.ts';
import { askedFor, comprehensionIn, selectionIn, type Comprehension } from '../cel/syntax.ts';

/** Whether a rule surely holds. `false` means that it may not, or that this cannot tell. */
export type Shortcut = (self: unknown, oldSelf: unknown) => boolean;

/** A part of a rule as JavaScript, which is `undefined` at no time: it throws where it is unsure. */
interface Expression {
  shape: Shape;
  code: string;
}

/** What stands for each variable in JavaScript. */
type Scope = ReadonlyMap<string, Expression>;

/** Thrown where the library has to say what the rule comes to. An error's stack would cost time. */
const unsure = Symbol('unsure');
const unsupported = Symbol('unsupported');

/**
 * The part of CEL that most rules are written in, as a function over JSON as it is: without a copy of
 * the body in CEL's own values, which costs far more than the rule itself. All that is no plain case
 * (a member that is missing, a value that does not fit, an integer that a double cannot hold) is left
 * to the library.
 *
 * @returns `undefined` of a rule that says more.
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
      // A rule about two values may be asked about one, and then this throws.
      ['oldSelf', { shape, code: oldSelf }],
    ]);
    const holds = ofKind('bool', compiled(rule, scope));
    code = `${self}; if (oldSelf !== undefined) ${oldSelf}; return ${holds};`;
  } catch (error) {
    if (error === unsupported) return undefined;
    throw error;
  }
  // oxlint-disable-next-line typescript/no-implied-eval -- of our own words, numbers, and strings as JSON
  const holds = new Function('check', 'self', 'oldSelf', code) as (
    check: typeof checks,
    self: unknown,
    oldSelf: unknown,
  ) => boolean;
  return (self, oldSelf) => {
    try {
      return holds(checks, self, oldSelf);
    } catch (error) {
      if (error === unsure) return false;
      throw error;
    }
  };
}

function compiled(node: ASTNode, scope: Scope): Expression {
  const asked = askedFor(node);
  if (asked) {
    const { code, shape } = memberOf(asked, scope);
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

/** What they are in JavaScript, and the operands for which that is the same. */
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
  if (!operator || !Array.isArray(args) || args.length !== 2) return unknown();
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
  if (typeof value === 'number' && Number.isFinite(value)) {
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
  // A name of our own, for the rule's may be any word of JavaScript.
  const name = `item${scope.size}`;
  const inner = new Map(scope).set(variable, { shape: shape.items, code: name });
  // Its size grows by every variable, also where it hides one.
  inner.set(`${name} `, { shape: bool, code: '' });
  const holds = ofKind('bool', compiled(body, inner));
  const quantifier = macro === 'all' ? 'every' : 'some';
  return { shape: bool, code: `${code}.${quantifier}((${name}) => ${holds})` };
}

/** The member that is selected; `undefined` if it is absent, which `null` is too. */
function memberOf(node: ASTNode, scope: Scope): Expression {
  const { from, member: name } = selectionIn(node) ?? unknown();
  const { shape, code } = compiled(from, scope);
  const member = (shape as Partial<ObjectShape>).members?.().get(name) ?? unknown();
  // Of its own name alone an object of JSON has no such member, so nobody has to ask whose it is.
  if (name in Object.prototype) return unknown();
  return { shape: member.shape, code: `(${code}[${JSON.stringify(name)}] ?? undefined)` };
}

function ofKind(kind: Shape['kind'], { shape, code }: Expression): string {
  return shape.kind === kind ? code : unknown();
}

function unknown(): never {
  throw unsupported;
}

/** Code for a value that is what a shape says. */
function fitting(shape: Shape, code: string): string {
  if (shape.kind === 'list')
    return `check.list(${code}, (item) => ${fitting(shape.items, 'item')})`;
  return shape.kind in checks ? `check.${shape.kind}(${code})` : unknown();
}

/** Each gives back a value that is what its name says, and that a double can hold. */
const checks = {
  int: (value: unknown): unknown => (Number.isSafeInteger(value) ? value : fail()),
  double: (value: unknown): unknown => (typeof value === 'number' ? value : fail()),
  string: (value: unknown): unknown => (typeof value === 'string' ? value : fail()),
  bool: (value: unknown): unknown => (typeof value === 'boolean' ? value : fail()),
  object: (value: unknown): unknown => (isObject(value) ? value : fail()),
  list(value: unknown, item: (value: unknown) => unknown): unknown {
    if (!Array.isArray(value)) return fail();
    for (const each of value) item(each);
    return value;
  },
};

function fail(): never {
  throw unsure;
}
