import { batchStatusMembers, recentCallMembers, type Member } from './generated/facts.ts';
import type { BatchStatus } from './types.ts';

/** One way in which a value is not the `BatchStatus` that the contract promises. */
export interface MemberFault {
  /** Where, as a JSON Pointer: `''` is the value itself, `/recent_calls/3/duration` a member. */
  path: string;
  /** What the contract promises there, in words: `integer or null from 0`. */
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
export const batchStatusFaults = (value: unknown): MemberFault[] => faultsOf(value, false);

/**
 * The same, and takes out of the value what is at fault, where a `BatchStatus` can do without: an
 * optional member, or one of the recent calls that lacks what a call requires.
 */
export const takeOutFaults = (value: unknown): MemberFault[] => faultsOf(value, true);

/**
 * Whether a value has everything that the contract requires of a `BatchStatus`, each optional
 * member included, should it be there.
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
    const kind = String(call?.status);
    const members = recentCallMembers[Object.hasOwn(recentCallMembers, kind) ? kind : 'other']!;
    const found = memberFaults(call, members, `/recent_calls/${index}`, takeOut);
    const fatal = found.find(({ required }) => required);
    // Without what it requires this is no call, but the batch around it is still a batch.
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

/** The JSON type of a value; for a number, also what could be wrong with it. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  if (!Number.isInteger(value)) return 'a fraction';
  return value < 0 ? 'a negative number' : 'a number';
}

const isObject = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object';
