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
    '/** What guards check of one member of an object. */',
    'export interface Member {',
    '  /** Its JSON types; an integer is at most 2^53 - 1. */',
    '  readonly types: readonly string[];',
    '  /** Present if the member must be present. */',
    '  readonly required?: true;',
    '  /** The least value of a number. Without it, there is none. */',
    '  readonly minimum?: number;',
    '}',
    '',
    '/** What guards check of an object, by the names of its members. */',
    'export type Members = Readonly<Record<string, Member>>;',
    '',
    '/** The base URL of the service. */',
    `export const serverUrl = ${literal(contract.servers[0]?.url)};`,
    '/** The path of the operation. Percent-encode the id that replaces `{batchId}`. */',
    `export const statusPath = ${literal(pathOf(contract))};`,
    '/** The headers of the credentials, by the names of the security schemes. */',
    `export const securityHeaders = ${literal(headers)} as const;`,
    '',
    '/** Every value of `status` that the contract names. Others can appear. */',
    `export const knownStatuses = ${literal(known)} as const;`,
    '',
    ...constantsFor([ofBatch, ...Object.values(ofCalls)]),
    '',
    '/** What guards check of a batch. */',
    `export const batchStatusMembers: Members = ${byName(ofBatch)};`,
    '',
    '/** What guards check of a recent call, by its kind. `other` stands for every status that is not here. */',
    'export const recentCallMembers: Readonly<Record<string, Members>> = {',
    ...Object.entries(ofCalls).map(([kind, members]) =>
      `"${kind}": ${byName(members)},`.replaceAll(/^/gm, '  '),
    ),
    '};',
    '',
    '/** The members of batches and calls whose values are personal data, or can contain some. */',
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
