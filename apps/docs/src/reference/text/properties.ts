import { nameOf, resolve, type Contract, type Schema } from '../contract.ts';
import { withoutRules } from '../guarantees.ts';
import { code, table } from './markdown.ts';
import { isNullable, isSection, typeWords, type LinkTo } from './type-words.ts';
import { unitOf } from './unit.ts';

/** A table with every property of an object, and of the objects inside it. */
export const propertyTable = (contract: Contract, schema: Schema, linkTo: LinkTo): string =>
  table(
    ['name', 'type', 'unit', 'absent or null', 'meaning'],
    rowsOf(contract, schema, '', linkTo),
  );

function rowsOf(contract: Contract, schema: Schema, before: string, linkTo: LinkTo): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const resolved = resolve(contract, property);
    const row = [
      code(`${before}${name}`),
      typeWords(contract, property, linkTo),
      unitOf(contract, `${before}${name}`, property),
      presence(schema.required?.includes(name) ?? false, isNullable(contract, property)),
      meaning(contract, resolved),
    ];
    return [row, ...inside(contract, property, `${before}${name}`, linkTo)];
  });
}

/** The rows of an object that has no section of its own. */
function inside(contract: Contract, property: Schema, name: string, linkTo: LinkTo): string[][] {
  const schema = resolve(contract, property);
  if (nameOf(property) !== undefined && isSection(contract, schema)) return [];
  if (schema.properties) return rowsOf(contract, schema, `${name}.`, linkTo);
  return schema.items ? inside(contract, schema.items, `${name}[]`, linkTo) : [];
}

function presence(isRequired: boolean, isNull: boolean): string {
  if (isRequired) return isNull ? 'always present, may be `null`' : 'always present';
  return isNull ? 'may be absent or `null`' : 'may be absent';
}

function meaning(contract: Contract, schema: Schema): string {
  const description = withoutRules(schema.description ?? '', contract);
  const isSaid = /personal data/i.test(description);
  return schema['x-sensitive'] && !isSaid
    ? `${description} It can contain personal data.`
    : description;
}
