import { callMembers } from './calls.ts';
import { pathOf, placeNamed, placeOfAnswer, placeOfMember, type Contract } from './contract.ts';
import { membersAt, type Member } from './members.ts';
import { sensitiveMembers } from './sensitive.ts';
import { target } from './unguarded.ts';

/** The guards check the items of `recent_calls`, as calls, and of no other member. */
function batchMembers(contract: Contract): Record<string, Member> {
  const batch = target(contract, placeOfAnswer(contract));
  const members = membersAt(contract, batch, { recent_calls: ['items'] });
  const call = placeNamed(contract, 'RecentCall').pointer;
  const calls = target(contract, placeOfMember(batch, 'recent_calls'));
  const items = { pointer: `${calls.pointer}/items`, schema: calls.schema.items ?? {} };
  if (target(contract, items).pointer !== call) {
    throw new Error(`${items.pointer} needs "$ref": "${call}": the guards check items as calls.`);
  }
  return members;
}

/**
 * Generates what guards, clients, and servers need of the contract, as data. A validator of the whole
 * schema would be larger than the client that uses it.
 *
 * @throws {Error} if the schema of a response promises something that the guards do not check.
 */
export function facts(contract: Contract): string {
  const state = placeNamed(contract, 'BatchState').schema;
  const known = state.anyOf?.flatMap((branch) => branch.enum ?? []) ?? [];
  const schemes = Object.entries(contract.components.securitySchemes);
  const headers = Object.fromEntries(schemes.map(([scheme, { name }]) => [scheme, name]));
  const ofBatch = batchMembers(contract);
  const ofCalls = callMembers(contract);
  return [
    'export interface Member {',
    '  /** Its JSON types; an integer is at most 2^53 - 1. */',
    '  readonly types: readonly string[];',
    '  readonly required?: true;',
    '  readonly minimum?: number;',
    '}',
    '',
    'export type Members = Readonly<Record<string, Member>>;',
    '',
    `export const serverUrl = ${literal(contract.servers[0]?.url)};`,
    `export const statusPath = ${literal(pathOf(contract))};`,
    `export const securityHeaders = ${literal(headers)} as const;`,
    '',
    `export const knownStatuses = ${literal(known)} as const;`,
    '',
    ...constantsFor([ofBatch, ...Object.values(ofCalls)]),
    '',
    `export const batchStatusMembers: Members = ${byName(ofBatch)};`,
    '',
    'export const recentCallMembers: Readonly<Record<string, Members>> = {',
    ...Object.entries(ofCalls).map(([kind, members]) =>
      `"${kind}": ${byName(members)},`.replaceAll(/^/gm, '  '),
    ),
    '};',
    '',
    `export const sensitiveMembers = ${literal(sensitiveMembers(contract))} as const;`,
    '',
  ].join('\n');
}

const literal = (value: unknown): string => JSON.stringify(value, null, 2);

/** Constants for the members: web pages load fewer bytes if members with equal promises share one. */
function constantsFor(objects: Record<string, Member>[]): string[] {
  const members = objects.flatMap((object) => Object.values(object));
  return [
    ...new Set(members.map((member) => `const ${nameOf(member)}: Member = ${literal(member)};`)),
  ];
}

const byName = (members: Record<string, Member>): string => {
  const entries = Object.entries(members);
  return `{\n${entries.map(([name, member]) => `  "${name}": ${nameOf(member)},\n`).join('')}}`;
};

/** `integer_or_null_from_0` */
const nameOf = ({ types, required, minimum }: Member): string =>
  `${required ? 'required_' : ''}${types.join('_or_')}${minimum === undefined ? '' : ` from ${minimum}`}`.replaceAll(
    /\W/g,
    '_',
  );
