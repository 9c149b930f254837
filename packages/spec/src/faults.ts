import { batchStatusMembers, recentCallMembers, type Member } from './generated/facts.ts';
import type { BatchStatus } from './types.ts';

/** One way in which a value differs from the `BatchStatus` of the contract. */
export interface MemberFault {
  /** Where, as a JSON Pointer: `''` for the value itself, or `/recent_calls/3/duration` for a member. */
  path: string;
  /** What the contract promises there, such as `integer or null from 0`. */
  wanted: string;
  /** The kind of value that was found. Never the value itself, which may be personal data. */
  found: string;
  /** Whether the value would still not be a `BatchStatus` without this member. */
  required: boolean;
}

/**
 * Lists all differences between a value and the contract's `BatchStatus`. Members and kinds of calls
 * that the contract does not name are allowed.
 */
export function batchStatusFaults(value: unknown): MemberFault[] {
  try {
    return faultsOf(value, false);
  } catch {
    // A proxy or a getter threw.
    return [{ path: '', wanted: 'object', found: 'an unreadable object', required: true }];
  }
}

/**
 * Does the same, and also removes faults that a `BatchStatus` does not need from the value: optional
 * members, and recent calls without a required member.
 */
export const takeOutFaults = (value: unknown): MemberFault[] => faultsOf(value, true);

/**
 * Whether a value has every required member of a `BatchStatus`, and whether all its members have the
 * types that the contract promises.
 */
export function isBatchStatus(value: unknown): value is BatchStatus {
  return batchStatusFaults(value).length === 0;
}

function faultsOf(value: unknown, takeOut: boolean): MemberFault[] {
  const faults = memberFaults(value, batchStatusMembers, '', takeOut);
  const batch = value as { recent_calls?: unknown } | null;
  const calls = batch?.recent_calls;
  if (!Array.isArray(calls)) return faults;
  const sound = calls.filter((call: { status?: unknown } | null, index) => {
    const kind = call?.status;
    // Converting another value to a string can throw.
    const named = typeof kind === 'string' && Object.hasOwn(recentCallMembers, kind);
    const members = recentCallMembers[named ? kind : 'other']!;
    const found = memberFaults(call, members, `/recent_calls/${index}`, takeOut);
    const fatal = found.find(({ required }) => required);
    // A call without a required member is not a call, but the batch is still a batch.
    faults.push(...(fatal ? [{ ...fatal, required: false }] : found));
    return !fatal;
  });
  if (takeOut) batch!.recent_calls = sound;
  return faults;
}

function memberFaults(
  value: unknown,
  members: Readonly<Record<string, Member>>,
  path: string,
  takeOut: boolean,
): MemberFault[] {
  if (!isObject(value)) return [{ path, wanted: 'object', found: kindOf(value), required: true }];
  const faults: MemberFault[] = [];
  for (const name in members) {
    const member = members[name]!;
    const { required = false } = member;
    const present = Object.hasOwn(value, name);
    if (present ? satisfies(value[name], member) : !required) continue;
    const found = present ? kindOf(value[name]) : 'nothing';
    faults.push({ path: `${path}/${name}`, wanted: wordsFor(member), found, required });
    if (takeOut && !required) delete value[name];
  }
  return faults;
}

function satisfies(value: unknown, { type, minimum = -Infinity }: Member): boolean {
  if (typeof value !== 'number') return type.includes(kindOf(value));
  const right =
    type.includes('number') || (type.includes('integer') && Number.isSafeInteger(value));
  return right && value >= minimum;
}

/** `integer or null from 0` */
const wordsFor = ({ type, minimum }: Member): string =>
  minimum === undefined ? type : `${type} from ${minimum}`;

/** The JSON type of a value. For a number, it also says what can be wrong with it. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  if (!Number.isInteger(value)) return 'a fraction';
  return value < 0 ? 'a negative number' : 'a number';
}

const isObject = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object';
