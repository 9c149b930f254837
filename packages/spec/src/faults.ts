import { batchStatusMembers, recentCallMembers, type Member } from './generated/facts.ts';
import type { BatchStatus } from './types.ts';

/** One way in which a value is not the `BatchStatus` that the contract promises. */
export interface MemberFault {
  /** Where, as a JSON Pointer: `''` is the value itself, `/recent_calls/3/duration` a member. */
  path: string;
  /** What the contract promises there, in words: `an integer of at least 0 or null`. */
  wanted: string;
  /** What kind of value was found there. Never the value: it may be personal data. */
  found: string;
  /** Whether a batch without this fault's member would still not be a `BatchStatus`. */
  required: boolean;
}

/**
 * Everything in which a value differs from the contract's `BatchStatus`. Members and kinds of
 * calls that the contract does not name are no faults.
 */
export function batchStatusFaults(value: unknown): MemberFault[] {
  if (!isObject(value)) {
    return [{ path: '', wanted: 'an object', found: kindOf(value), required: true }];
  }
  const faults = memberFaults(value, batchStatusMembers, '');
  const calls: unknown = value['recent_calls'];
  if (Array.isArray(calls)) {
    for (const [index, call] of calls.entries()) faults.push(...callFaults(call, index));
  }
  return faults;
}

/**
 * Whether a value has everything that the contract requires of a `BatchStatus`, each optional
 * member included, should it be there.
 */
export function isBatchStatus(value: unknown): value is BatchStatus {
  return batchStatusFaults(value).length === 0;
}

function callFaults(call: unknown, index: number): MemberFault[] {
  const path = `/recent_calls/${index}`;
  if (!isObject(call)) return [{ path, wanted: 'an object', found: kindOf(call), required: false }];
  const kind = call['status'];
  const members =
    typeof kind === 'string' && Object.hasOwn(recentCallMembers, kind)
      ? recentCallMembers[kind]
      : recentCallMembers['other'];
  const faults = memberFaults(call, members!, path);
  const fatal = faults.find(({ required }) => required);
  if (!fatal) return faults;
  // Without it this is no call, but the batch around it is still a batch.
  const name = fatal.path.slice(path.length + 1);
  const wanted = `an object whose ${name} is ${fatal.wanted}`;
  return [{ path, wanted, found: `${fatal.found} there`, required: false }];
}

function memberFaults(
  value: Record<string, unknown>,
  members: Readonly<Record<string, Member>>,
  holder: string,
): MemberFault[] {
  const faults: MemberFault[] = [];
  for (const name in members) {
    const member = members[name]!;
    const present = Object.hasOwn(value, name);
    if (present ? satisfies(value[name], member) : !member.required) continue;
    faults.push({
      path: `${holder}/${name}`,
      wanted: wordsFor(member),
      found: present ? kindOf(value[name]) : 'nothing',
      required: member.required === true,
    });
  }
  return faults;
}

function satisfies(value: unknown, { types, minimum, maximum }: Member): boolean {
  if (typeof value !== 'number') return types.includes(kindOf(value));
  return (
    (types.includes('number') || (types.includes('integer') && Number.isInteger(value))) &&
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity)
  );
}

function wordsFor({ types, minimum, maximum }: Member): string {
  const bounds = [
    minimum === undefined ? '' : ` of at least ${minimum}`,
    maximum === undefined ? '' : `${minimum === undefined ? ' of' : ' and'} at most ${maximum}`,
  ].join('');
  return types
    .map((type) => {
      if (type === 'null') return type;
      const article = /^[aeiou]/.test(type) ? 'an' : 'a';
      return `${article} ${type}${type === 'integer' || type === 'number' ? bounds : ''}`;
    })
    .join(' or ');
}

/** The JSON type of a value; for a number, also what could be wrong with it. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  if (!Number.isInteger(value)) return 'a fraction';
  return value < 0 ? 'a negative number' : 'a number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
