import type { ASTNode } from '@marcbachmann/cel-js';

import { calculated, toInt } from './arithmetic.ts';
import { bindingIn, comprehensionIn, testedBy, type Comprehension } from '../cel/syntax.ts';
import { FailedOperation, Failure } from './failure.ts';
import { functions, methods } from './functions.ts';
import { areEqual, compare } from './order.ts';
import { namedType } from './types.ts';
import { countSteps } from './work.ts';
import { isList, isMap, isRuleObject, type Key, type Value } from './value.ts';

/** The values of the variables. */
export type Scope = ReadonlyMap<string, Value>;

/**
 * Evaluates an expression whose types were checked, by the rules of cel-go.
 *
 * @throws Failure if it has no value.
 */
export function evaluate(node: ASTNode, scope: Scope): Value {
  countSteps(1);
  try {
    return valueOf(node, scope);
  } catch (error) {
    if (error instanceof FailedOperation && !error.message.includes(' at character ')) {
      throw new FailedOperation(`${error.message} at character ${(node.pos ?? 0) + 1} of the rule`);
    }
    throw error;
  }
}

function valueOf(node: ASTNode, scope: Scope): Value {
  if (node.op === 'value') return literal(node.args);
  if (node.op === 'id') return named(node.args, scope);
  if (node.op === '.') {
    return namedType(pathOf(node)) ?? selected(evaluate(node.args[0], scope), node.args[1]);
  }
  if (node.op === '[]') {
    return selected(evaluate(node.args[0], scope), evaluate(node.args[1], scope));
  }
  if (node.op === 'list') return node.args.map((item) => evaluate(item, scope));
  if (node.op === 'map') return mapOf(node.args, scope);
  if (node.op === '?:') return evaluate(node.args[truth(node.args[0], scope) ? 1 : 2], scope);
  if (node.op === '&&') return !either(node.args, scope, false);
  if (node.op === '||') return either(node.args, scope, true);
  if (node.op === '!_') return !truth(node.args, scope);
  if (node.op === '-_') return negated(node.args, scope);
  if (node.op === 'call' || node.op === 'rcall') return called(node, scope);
  const [left, right] = node.args as [ASTNode, ASTNode];
  return combined(node.op, evaluate(left, scope), evaluate(right, scope));
}

function named(name: string, scope: Scope): Value {
  const value = scope.get(name);
  return value === undefined ? (namedType(name) ?? fail('unknown variable')) : value;
}

const relations: ReadonlyMap<string, (left: Value, right: Value) => boolean> = new Map([
  ['==', areEqual],
  ['!=', (left: Value, right: Value) => !areEqual(left, right)],
  ['<', (left: Value, right: Value) => compare(left, right) < 0],
  ['<=', (left: Value, right: Value) => compare(left, right) <= 0],
  ['>', (left: Value, right: Value) => compare(left, right) > 0],
  ['>=', (left: Value, right: Value) => compare(left, right) >= 0],
  ['in', isIn],
]);

function combined(op: string, left: Value, right: Value): Value {
  const relation = relations.get(op);
  return relation ? relation(left, right) : calculated(op, left, right);
}

function called(node: ASTNode & { op: 'call' | 'rcall' }, scope: Scope): Value {
  const tested = testedBy(node);
  if (tested) return isPresent(tested, scope);
  const comprehension = comprehensionIn(node);
  if (comprehension) return comprehended(comprehension, scope);
  const binding = bindingIn(node);
  if (binding) {
    const value = evaluate(binding.value, scope);
    return evaluate(binding.body, new Map(scope).set(binding.variable, value));
  }
  const [name] = node.args;
  const operands = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
  const call = (node.op === 'call' ? functions : methods).get(name) ?? fail('unknown function');
  const [first, ...more] = operands.map((operand) => evaluate(operand, scope));
  return first === undefined ? fail('no such overload') : call(first, ...more);
}

/** Whether one of two operands has a value. An operand that fails matters only if the other has not. */
function either(operands: readonly ASTNode[], scope: Scope, wanted: boolean): boolean {
  return quantified(operands, wanted, (operand) => truth(operand, scope)) === wanted;
}

/** `wanted` if a predicate gives it for an item; its first failure if it fails for one. */
function quantified<T>(items: Iterable<T>, wanted: boolean, holds: (item: T) => boolean): boolean {
  let failure: Failure | undefined;
  for (const item of items) {
    try {
      if (holds(item) === wanted) return wanted;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return !wanted;
}

function comprehended({ macro, list, variable, bodies }: Comprehension, scope: Scope): Value {
  const range = evaluate(list, scope);
  const items: readonly Value[] = isMap(range) ? [...range.keys()] : listOf(range);
  const within = (item: Value): Scope => new Map(scope).set(variable, item);
  const [body, transform] = bodies as [ASTNode, ASTNode?];
  const holds = (item: Value): boolean => truth(body, within(item));
  if (macro === 'all' || macro === 'exists') return quantified(items, macro === 'exists', holds);
  if (macro === 'exists_one') return items.filter(holds).length === 1;
  if (macro === 'filter') return items.filter(holds);
  const mapped = transform ? items.filter(holds) : items;
  return mapped.map((item) => evaluate(transform ?? body, within(item)));
}

function isPresent(tested: ASTNode, scope: Scope): boolean {
  if (tested.op !== '.') return fail('no such overload');
  const [from, name] = tested.args;
  const value = evaluate(from, scope);
  if (isRuleObject(value)) return value.member(name) !== undefined;
  return isMap(value) ? value.has(name) : fail('no such overload');
}

function selected(from: Value, key: Value): Value {
  if (isRuleObject(from)) return from.member(textOf(key)) ?? fail('no such key');
  if (isMap(from)) {
    const found = from.get(keyOf(key));
    return found === undefined ? fail('no such key') : found;
  }
  const index = keyOf(key);
  if (typeof index !== 'bigint') return fail('no such overload');
  const item = listOf(from)[Number(index)];
  return item === undefined ? fail('index out of bounds') : item;
}

function mapOf(entries: readonly (readonly [ASTNode, ASTNode])[], scope: Scope): Value {
  const map = new Map<Key, Value>();
  for (const [written, value] of entries) {
    const key = keyOf(evaluate(written, scope));
    if (map.has(key)) return fail('repeated key');
    map.set(key, evaluate(value, scope));
  }
  return map;
}

function isIn(value: Value, range: Value): boolean {
  if (isList(range)) {
    return range.some((item) => {
      countSteps(1);
      return areEqual(value, item);
    });
  }
  if (!isMap(range)) return fail('no such overload');
  // A fraction is equal to no key.
  return typeof value === 'number' && !Number.isInteger(value) ? false : range.has(keyOf(value));
}

function negated(operand: ASTNode, scope: Scope): Value {
  // The least integer is written as the negation of one that does not fit.
  if (operand.op === 'value' && typeof operand.args === 'bigint') return toInt(-operand.args);
  const value = evaluate(operand, scope);
  if (typeof value === 'bigint') return toInt(-value);
  return typeof value === 'number' ? -value : fail('no such overload');
}

function literal(value: unknown): Value {
  return typeof value === 'bigint' ? toInt(value) : (value as Value);
}

function truth(node: ASTNode, scope: Scope): boolean {
  const value = evaluate(node, scope);
  return typeof value === 'boolean' ? value : fail('no such overload');
}

function listOf(value: Value): readonly Value[] {
  return isList(value) ? value : fail('no such overload');
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : fail('no such overload');
}

/** Numbers of different types that are equal are one key. */
function keyOf(value: Value): Key {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  const isKey =
    typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean';
  return isKey ? value : fail('unsupported key type');
}

/** `google.protobuf.Timestamp` for the selections that spell it. */
function pathOf(node: ASTNode): string {
  if (node.op === 'id') return node.args;
  return node.op === '.' ? `${pathOf(node.args[0])}.${node.args[1]}` : '';
}

function fail(reason: string): never {
  throw new FailedOperation(reason);
}
