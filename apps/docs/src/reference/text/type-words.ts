import { nameOf, resolve, type Contract, type Schema } from '../contract.ts';
import { code, listed } from './markdown.ts';

/** How a type refers to a schema that has a section of its own. */
export type LinkTo = (name: string) => string;

/** Whether a schema has a section of its own: it has properties, or consists of schemas that do. */
export function isSection(contract: Contract, schema: Schema): boolean {
  const { properties } = schema;
  if (properties) return true;
  return branchesOf(schema).some((branch) => isSection(contract, resolve(contract, branch)));
}

export const branchesOf = ({ anyOf, oneOf, allOf }: Schema): Schema[] =>
  anyOf ?? oneOf ?? allOf ?? [];

/** Whether a schema allows `null`. */
export function isNullable(contract: Contract, given: Schema): boolean {
  const schema = resolve(contract, given);
  const { type, enum: values } = schema;
  if (type === 'null' || (Array.isArray(type) && type.includes('null'))) return true;
  if (schema.const === null || values?.includes(null)) return true;
  return (schema.anyOf ?? schema.oneOf ?? []).some((branch) => isNullable(contract, branch));
}

/** The type of a schema in words, without `null`. */
export function typeWords(contract: Contract, given: Schema, linkTo: LinkTo): string {
  const schema = resolve(contract, given);
  const name = nameOf(given);
  if (name !== undefined && isSection(contract, schema)) return linkTo(name);
  const branches = branchesOf(schema).filter((branch) => branch.type !== 'null');
  if (schema.allOf) {
    return listed(
      branches.map((branch) => typeWords(contract, branch, linkTo)),
      'and',
    );
  }
  if (branches.length > 0) return unionWords(contract, branches, linkTo);
  if (schema.const !== undefined) return `always ${valueWords(schema.const)}`;
  if (schema.enum) return listed(valuesOf(schema), 'or');
  const base = typesOf(schema).map((type) =>
    type === 'array' && schema.items
      ? `array of ${typeWords(contract, schema.items, linkTo)}`
      : type,
  );
  return [base.join(' or ') || 'any value', ...limitsOf(schema)].join(', ');
}

const typesOf = ({ type = [] }: Schema): string[] =>
  [type].flat().filter((each) => each !== 'null');

function unionWords(contract: Contract, branches: Schema[], linkTo: LinkTo): string {
  const listsValues = branches.some((branch) => branch.enum);
  const words = branches.flatMap((branch) => {
    if (branch.enum) return valuesOf(branch);
    const isPlain = Object.keys(branch).join() === 'type';
    if (isPlain && listsValues) return `any other ${typesOf(branch).join(' or ')}`;
    return typeWords(contract, branch, linkTo);
  });
  return listed([...new Set(words)], 'or');
}

const valuesOf = ({ enum: values = [] }: Schema): string[] =>
  values.filter((value) => value !== null).map(valueWords);

const valueWords = (value: unknown): string =>
  code(typeof value === 'string' ? value : JSON.stringify(value));

/** What else a value must satisfy. */
function limitsOf({ minimum, maximum, minLength, pattern, format, not }: Schema): string[] {
  const excluded = not?.enum ?? (not?.const === undefined ? [] : [not.const]);
  return [
    ...(format === undefined ? [] : [`in the format ${format}`]),
    ...(minimum === undefined || maximum === undefined ? [] : [`from ${minimum} to ${maximum}`]),
    ...(minimum !== undefined && maximum === undefined ? [`${minimum} or more`] : []),
    ...(minimum === undefined && maximum !== undefined ? [`${maximum} or less`] : []),
    ...(minLength === 1 ? ['not empty'] : []),
    ...(minLength !== undefined && minLength > 1 ? [`at least ${minLength} characters`] : []),
    ...(pattern === undefined ? [] : [`matching ${code(pattern)}`]),
    ...(excluded.length === 0 ? [] : [`except ${listed(excluded.map(valueWords), 'and')}`]),
  ];
}
