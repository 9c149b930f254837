import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';

import { operandsOf } from '../src/cel/syntax.ts';

type Fields = Record<string, unknown>;

/** The part of a suite that is read. The types of the package need protobuf. */
interface Suite {
  name: string;
  suites?: Suite[];
  tests?: { original: Fields & { expr: string } }[];
}

/** A public case about one rule. */
export interface CelCase {
  name: string;
  /** The schema of the variables, as members of `self`. */
  schema: { type: 'object'; required: string[]; properties: Fields };
  self: Fields;
  /** Rules that must hold, must be broken, or cannot be evaluated. The library may refuse each. */
  rules: [rule: string, wanted: boolean | 'error'][];
}

/** The cases whose variables and results can be JSON. */
export function celCases(): CelCase[] {
  return [...casesIn(tests, [])];
}

function* casesIn({ suites = [], tests: own = [] }: Suite, path: string[]): Generator<CelCase> {
  for (const suite of suites) yield* casesIn(suite, [...path, suite.name]);
  for (const { original } of own) {
    const found = caseOf([...path, String(original.name)].join('/'), original);
    if (found) yield found;
  }
}

function caseOf(name: string, original: Fields & { expr: string }): CelCase | undefined {
  const { expr, typeEnv = [], bindings = {}, checkOnly, evalError } = original;
  const declarations = typeEnv as { name: string; ident?: { type: Fields } }[];
  if (checkOnly || declarations.some(({ ident }) => !ident)) return undefined;
  const properties: Fields = {};
  const self: Fields = {};
  try {
    for (const [variable, { value }] of Object.entries(bindings as Record<string, Fields>)) {
      if (!/^\w+$/.test(variable)) return undefined;
      const declared = declarations.find((each) => each.name === variable);
      properties[variable] = declared ? schemaOf(declared.ident!.type) : {};
      self[variable] = jsonOf(value as Fields);
    }
    const wanted = original['value'] ?? (original['typedResult'] as Fields | undefined)?.['result'];
    const rules = rulesOf(
      `(${asMembers(expr, new Set(Object.keys(properties)))}\n)`,
      evalError ? undefined : ((wanted ?? { boolValue: true }) as Fields),
    );
    const required = Object.keys(properties);
    return { name, schema: { type: 'object', required, properties }, self, rules };
  } catch (error) {
    if (error === notJson) return undefined;
    throw error;
  }
}

/** Thrown for a value that JSON does not have. */
const notJson = Symbol('not JSON');

function rulesOf(expression: string, wanted: Fields | undefined): CelCase['rules'] {
  if (!wanted) {
    return [expression, `[${expression}].size() > 0`, `${expression} == ${expression}`].map(
      (rule) => [rule, 'error'],
    );
  }
  const { boolValue, doubleValue } = wanted;
  if (typeof boolValue === 'boolean') {
    return [
      [expression, boolValue],
      [`!${expression}`, !boolValue],
      [`${expression} == ${boolValue}`, true],
    ];
  }
  if (doubleValue === 'NaN') {
    return [
      [`${expression} != ${expression}`, true],
      [`${expression} == ${expression}`, false],
    ];
  }
  const value = literalOf(wanted);
  return [
    [`${expression} == ${value}`, true],
    [`${expression} != ${value}`, false],
    [`type${expression} == type(${value})`, true],
    [`[${expression}].all(it, it == ${value})`, true],
  ];
}

const parser = new Environment({ unlistedVariablesAreDyn: true });

/** The expression with `self.x` for the variable `x`. */
function asMembers(expression: string, variables: ReadonlySet<string>): string {
  if (variables.size === 0) return expression;
  let places: number[];
  try {
    places = startsOf(parser.parse(expression).ast, variables).toSorted((a, b) => b - a);
  } catch {
    // Neither can it be compiled.
    return expression;
  }
  return places.reduce(
    (text, start) => `${text.slice(0, start)}self.${text.slice(start)}`,
    expression,
  );
}

function startsOf(node: ASTNode, variables: ReadonlySet<string>): number[] {
  const own = node.op === 'id' && variables.has(node.args) ? [node.range.start] : [];
  return [...own, ...operandsOf(node).flatMap((operand) => startsOf(operand, variables))];
}

const primitives: Record<string, string> = {
  BOOL: 'boolean',
  DOUBLE: 'number',
  INT64: 'integer',
  STRING: 'string',
};

function schemaOf(type: Fields): Fields {
  const { primitive, listType, mapType } = type;
  if (typeof primitive === 'string' && primitives[primitive]) {
    return { type: primitives[primitive] };
  }
  if (listType) {
    const { elemType } = listType as { elemType?: Fields };
    return { type: 'array', items: elemType ? schemaOf(elemType) : {} };
  }
  if (mapType) {
    const { keyType, valueType } = mapType as Record<string, Fields | undefined>;
    if (keyType?.['primitive'] !== 'STRING') throw notJson;
    return { type: 'object', additionalProperties: valueType ? schemaOf(valueType) : {} };
  }
  if ('null' in type) return { type: 'null' };
  throw notJson;
}

function jsonOf(value: Fields | undefined): unknown {
  const [kind, content] = Object.entries(value ?? {})[0] ?? ['', undefined];
  switch (kind) {
    case 'boolValue':
    case 'stringValue':
    case 'doubleValue':
      return content;
    case 'int64Value':
      return BigInt(content as string);
    case 'nullValue':
      return null;
    case 'listValue':
      return ((content as { values?: Fields[] }).values ?? []).map(jsonOf);
    case 'mapValue':
      return Object.fromEntries(
        entriesOf(content).map(({ key, value: member }) => {
          if (typeof key['stringValue'] !== 'string') throw notJson;
          return [key['stringValue'], jsonOf(member)];
        }),
      );
    default:
      throw notJson;
  }
}

/** A value as CEL writes it. */
function literalOf(value: Fields): string {
  const [kind, content] = Object.entries(value)[0]!;
  switch (kind) {
    case 'boolValue':
    case 'int64Value':
    case 'typeValue':
      return String(content);
    case 'uint64Value':
      return `${String(content)}u`;
    case 'doubleValue':
      return doubleLiteral(content as number | string);
    case 'stringValue':
      return JSON.stringify(content);
    case 'nullValue':
      return 'null';
    case 'listValue':
      return `[${((content as { values?: Fields[] }).values ?? []).map(literalOf).join(', ')}]`;
    case 'mapValue':
      return `{${entriesOf(content)
        .map(({ key, value: member }) => `${literalOf(key)}: ${literalOf(member)}`)
        .join(', ')}}`;
    default:
      throw notJson;
  }
}

function doubleLiteral(value: number | string): string {
  if (typeof value === 'string') return value.startsWith('-') ? '(-1.0 / 0.0)' : '(1.0 / 0.0)';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function entriesOf(map: unknown): { key: Fields; value: Fields }[] {
  return (map as { entries?: { key: Fields; value: Fields }[] }).entries ?? [];
}
