import type { ASTNode } from '@marcbachmann/cel-js';

import { isObject, type JsonObject } from './json.ts';
import type { ObjectShape, Shape } from './shape.ts';
import { askedFor, comprehensionIn, selectionIn } from './syntax.ts';

/** Whether a rule surely holds. `false` means that it may not, or that this cannot tell. */
export type Shortcut = (self: unknown, oldSelf: unknown) => boolean;

/** Values of the variables, each in its slot. */
type Frame = unknown[];

interface Expression {
  shape: Shape;
  /** @throws unsure */
  value: (frame: Frame) => unknown;
}

type Slots = ReadonlyMap<string, { slot: number; shape: Shape }>;

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
  const slots: Slots = new Map([
    ['self', { slot: 0, shape }],
    ['oldSelf', { slot: 1, shape }],
  ]);
  let holds: Expression['value'];
  let fit: (value: unknown) => boolean;
  try {
    holds = compiled(rule, slots).value;
    fit = fits(shape);
  } catch (error) {
    if (error === unsupported) return undefined;
    throw error;
  }
  return (self, oldSelf) => {
    if (!fit(self) || !(oldSelf === undefined || fit(oldSelf))) return false;
    try {
      return holds([self, oldSelf]) === true;
    } catch (error) {
      if (error === unsure) return false;
      throw error;
    }
  };
}

function compiled(node: ASTNode, slots: Slots): Expression {
  const asked = askedFor(node);
  if (asked) return { shape: { kind: 'bool' }, value: presence(asked, slots) };
  const comprehension = comprehensionIn(node);
  if (comprehension) return quantified(comprehension, slots);
  if (selectionIn(node)) return selected(node, slots);
  if (node.op === 'value') return literal(node.args);
  if (node.op === 'id') return variableOf(node.args, slots);
  if (node.op === '!_') {
    const operand = ofKind('bool', compiled(node.args, slots));
    return { shape: { kind: 'bool' }, value: (frame) => !operand(frame) };
  }
  return node.op === '?:' ? conditional(node.args, slots) : binary(node, slots);
}

function variableOf(name: string, slots: Slots): Expression {
  const known = slots.get(name);
  if (!known) throw unsupported;
  const { slot, shape } = known;
  const value = (frame: Frame): unknown => {
    // A rule about two values may be asked about one.
    if (frame[slot] === undefined) throw unsure;
    return frame[slot];
  };
  return { shape, value };
}

function conditional(operands: ASTNode[], slots: Slots): Expression {
  const [condition, then, otherwise] = operands.map((each) =>
    ofKind('bool', compiled(each, slots)),
  ) as [Value, Value, Value];
  const value = (frame: Frame): unknown => (condition(frame) ? then(frame) : otherwise(frame));
  return { shape: { kind: 'bool' }, value };
}

function binary(node: ASTNode, slots: Slots): Expression {
  const { op, args } = node;
  if (!Array.isArray(args) || args.length !== 2 || !(op in operators)) throw unsupported;
  const [left, right] = (args as [ASTNode, ASTNode]).map((operand) => compiled(operand, slots)) as [
    Expression,
    Expression,
  ];
  const [a, b] = [left.value, right.value];
  const kinds = new Set([left.shape.kind, right.shape.kind]);
  const { of, make } = operators[op]!;
  if (![...kinds].every((kind) => of.includes(kind))) throw unsupported;
  if (kinds.size > 1 && !(kinds.has('int') && kinds.has('double') && of !== integers)) {
    throw unsupported;
  }
  return { shape: { kind: of === integers ? 'int' : 'bool' }, value: make(a, b) };
}

const integers: readonly Shape['kind'][] = ['int'];
const numbers: readonly Shape['kind'][] = ['int', 'double'];
const scalars: readonly Shape['kind'][] = ['int', 'double', 'string', 'bool'];

type Value = Expression['value'];
type Numeric = (frame: Frame) => number;

/** On which kinds of operands, and what they come to. */
const operators: Record<
  string,
  { of: readonly Shape['kind'][]; make: (a: Value, b: Value) => Value }
> = {
  '||': { of: ['bool'], make: (a, b) => (frame) => a(frame) || b(frame) },
  '&&': { of: ['bool'], make: (a, b) => (frame) => a(frame) && b(frame) },
  '==': { of: scalars, make: (a, b) => (frame) => a(frame) === b(frame) },
  '!=': { of: scalars, make: (a, b) => (frame) => a(frame) !== b(frame) },
  '<': numeric((a, b) => (frame) => a(frame) < b(frame)),
  '<=': numeric((a, b) => (frame) => a(frame) <= b(frame)),
  '>': numeric((a, b) => (frame) => a(frame) > b(frame)),
  '>=': numeric((a, b) => (frame) => a(frame) >= b(frame)),
  '+': exact((a, b) => (frame) => a(frame) + b(frame)),
  '-': exact((a, b) => (frame) => a(frame) - b(frame)),
};

function numeric(make: (a: Numeric, b: Numeric) => Value): (typeof operators)[string] {
  return { of: numbers, make: make as (a: Value, b: Value) => Value };
}

function exact(make: (a: Numeric, b: Numeric) => Numeric): (typeof operators)[string] {
  return {
    of: integers,
    make(a, b) {
      const sum = make(a as Numeric, b as Numeric);
      return (frame) => {
        const value = sum(frame);
        if (!Number.isSafeInteger(value)) throw unsure;
        return value;
      };
    },
  };
}

function literal(value: unknown): Expression {
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) {
    const number = Number(value);
    return { shape: { kind: 'int' }, value: () => number };
  }
  const kinds: Partial<Record<string, 'double' | 'string' | 'bool'>> = {
    number: 'double',
    string: 'string',
    boolean: 'bool',
  };
  const kind = kinds[typeof value];
  if (!kind) throw unsupported;
  return { shape: { kind }, value: () => value };
}

function quantified(
  { macro, list, variable, bodies }: NonNullable<ReturnType<typeof comprehensionIn>>,
  slots: Slots,
): Expression {
  const { shape, value: items } = compiled(list, slots);
  const [body, another] = bodies;
  if ((macro !== 'all' && macro !== 'exists') || shape.kind !== 'list' || !body || another) {
    throw unsupported;
  }
  // Beyond those of the variables around it, even where it hides one of them.
  const slot = Math.max(...[...slots.values()].map((known) => known.slot)) + 1;
  const inner = new Map(slots).set(variable, { slot, shape: shape.items });
  const holds = ofKind('bool', compiled(body, inner));
  const decisive = macro === 'exists';
  const value = (frame: Frame): boolean => {
    for (const item of items(frame) as unknown[]) {
      frame[slot] = item;
      if (holds(frame) === decisive) return decisive;
    }
    return !decisive;
  };
  return { shape: { kind: 'bool' }, value };
}

function selected(node: ASTNode, slots: Slots): Expression {
  const { from, name, shape } = memberOf(node, slots);
  const fit = fits(shape);
  const value = (frame: Frame): unknown => {
    const member = memberIn(from(frame) as JsonObject, name);
    if (member === undefined || !fit(member)) throw unsure;
    return member;
  };
  return { shape, value };
}

function presence(node: ASTNode, slots: Slots): Value {
  const { from, name, shape } = memberOf(node, slots);
  const fit = fits(shape);
  return (frame) => {
    const member = memberIn(from(frame) as JsonObject, name);
    if (member === undefined) return false;
    if (!fit(member)) throw unsure;
    return true;
  };
}

function memberOf(node: ASTNode, slots: Slots): { from: Value; name: string; shape: Shape } {
  const selection = selectionIn(node);
  if (!selection) throw unsupported;
  const { shape, value } = compiled(selection.from, slots);
  const member = (shape as Partial<ObjectShape>).members?.().get(selection.member);
  if (!member) throw unsupported;
  return { from: value, name: selection.member, shape: member.shape };
}

/** `null` is an absent member. */
function memberIn(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? (value[name] ?? undefined) : undefined;
}

function ofKind(kind: Shape['kind'], { shape, value }: Expression): Value {
  if (shape.kind !== kind) throw unsupported;
  return value;
}

/** Whether a value is what a shape says, and a double can hold it. */
function fits(shape: Shape): (value: unknown) => boolean {
  if (shape.kind === 'list') {
    const each = fits(shape.items);
    return (value) => Array.isArray(value) && value.every(each);
  }
  const fit = fitsScalar[shape.kind];
  if (!fit) throw unsupported;
  return fit;
}

const fitsScalar: Partial<Record<Shape['kind'], (value: unknown) => boolean>> = {
  int: Number.isSafeInteger,
  double: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  object: isObject,
};
