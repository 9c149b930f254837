import { resolve, schemaNamed, type Contract, type Schema } from './contract.ts';

interface Member {
  type: string;
  required?: true;
  minimum?: number;
}

const typesOfMember = (contract: Contract, schema: Schema): string[] => {
  const { type, anyOf } = resolve(contract, schema);
  if (type) return [type].flat();
  if (anyOf) return [...new Set(anyOf.flatMap((arm) => typesOfMember(contract, arm)))];
  throw new Error(`A member without a type cannot be guarded: ${JSON.stringify(schema)}`);
};

function membersOf(contract: Contract, schema: Schema): Record<string, Member> {
  const entries = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { minimum, maximum } = resolve(contract, property);
    const member: Member = { type: typesOfMember(contract, property).join(' or ') };
    if (schema.required?.includes(name)) member.required = true;
    if (minimum !== undefined) member.minimum = minimum;
    // The guards take an integer for one that JavaScript holds exactly, and know no other bound.
    if (maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER) {
      throw new Error(`The guards cannot check that ${name} is at most ${maximum}; teach them.`);
    }
    return [name, member] as const;
  });
  return Object.fromEntries(entries);
}

/** A kind of call is named by the constant its `status` has; the open kind has none. */
const kindOf = (arm: Schema): string => arm.properties?.['status']?.const ?? 'other';

/**
 * What clients and guards know of the contract, as data: a validator of the whole schema would
 * weigh more than the client that uses it.
 */
export function facts(contract: Contract): string {
  const status = schemaNamed(contract, 'BatchState');
  const known = status.anyOf?.flatMap((arm) => arm.enum ?? []) ?? [];
  const schemes = Object.entries(contract.components.securitySchemes);
  const headers = Object.fromEntries(schemes.map(([scheme, { name }]) => [scheme, name]));
  const arms = schemaNamed(contract, 'RecentCall').anyOf ?? [];
  const calls = arms
    .map((arm) => resolve(contract, arm))
    .map((arm) => [kindOf(arm), membersOf(contract, arm)] as const);
  return [
    'export interface Member {',
    '  /** Its JSON types, such as `integer or null`; an integer is at most 2^53 - 1. */',
    '  readonly type: string;',
    '  readonly required?: true;',
    '  readonly minimum?: number;',
    '}',
    '',
    `export const serverUrl = ${literal(contract.servers[0]?.url)};`,
    `export const statusPath = ${literal(Object.keys(contract.paths)[0])};`,
    `export const securityHeaders = ${literal(headers)} as const;`,
    '',
    `export const knownStatuses = ${literal(known)} as const;`,
    '',
    `export const batchStatusMembers: Readonly<Record<string, Member>> = ${literal(membersOf(contract, schemaNamed(contract, 'BatchStatus')))};`,
    '',
    `export const recentCallMembers: Readonly<Record<string, Readonly<Record<string, Member>>>> = ${literal(Object.fromEntries(calls))};`,
    '',
  ].join('\n');
}

const literal = (value: unknown): string => JSON.stringify(value, null, 2);
