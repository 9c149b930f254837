import { batchStatusMembers, recentCallMembers, type Member } from './generated/facts.ts';
import type { BatchStatus } from './types.ts';

/** One way in which a value differs from the `BatchStatus` of the contract. */
export interface MemberFault {
  /** Where, as a JSON Pointer: `''` for the value itself, or `/recent_calls/3/duration` for a member. */
  path: string;
  /** What the contract promises there, such as `integer or null, at least 0`. */
  wanted: string;
  /** The kind of value that was found. Never the value itself, which may be personal data. */
  found: string;
  /** Whether the value would still not be a `BatchStatus` without this member. */
  required: boolean;
  /** How many faults follow that are not listed. Only the last of {@link maxFaults} can have it. */
  more?: number;
}

/** The most faults that are listed. The others are only counted: 4 MB can contain a million. */
export const maxFaults = 100;

/**
 * Lists the differences between a value and the contract's `BatchStatus`, at most {@link maxFaults}.
 * Members and kinds of calls that the contract does not name are allowed.
 *
 * @example
 * ```ts
 * import { batchStatusFaults } from '@batch-status/spec';
 *
 * for (const { path, wanted, found } of batchStatusFaults({ status: 'queued' })) {
 *   console.log(`${path} must be ${wanted}; it is ${found}.`);
 * }
 * ```
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
 * Lists the same differences as {@link batchStatusFaults}, and also removes what a `BatchStatus` does not
 * need from the value: every invalid optional member, and every recent call without a required member,
 * whether listed or not.
 *
 * @throws what a getter or a proxy in the value throws.
 * @example
 * ```ts
 * import { isBatchStatus, takeOutFaults } from '@batch-status/spec';
 *
 * const batch = {
 *   status: 'completed',
 *   isComplete: true,
 *   waiting: 0,
 *   active: 0,
 *   completed: 5,
 *   failed: 0,
 *   total: 5,
 *   averageCallDuration: 'long',
 * };
 * console.log(takeOutFaults(batch).map(({ path }) => path).join()); // /averageCallDuration
 * console.log(isBatchStatus(batch)); // true
 * ```
 */
export const takeOutFaults = (value: unknown): MemberFault[] => faultsOf(value, true);

/**
 * Whether a value has every required member of a `BatchStatus`, and whether all its members have the
 * types that the contract promises.
 *
 * @example
 * ```ts
 * import { isBatchStatus } from '@batch-status/spec';
 *
 * const body: unknown = JSON.parse('{"status":"queued"}');
 * console.log(isBatchStatus(body) ? body.total : 'not a batch'); // not a batch
 * ```
 */
export function isBatchStatus(value: unknown): value is BatchStatus {
  return batchStatusFaults(value).length === 0;
}

function faultsOf(value: unknown, takeOut: boolean): MemberFault[] {
  const faults: MemberFault[] = [];

  /** Adds a fault of the batch or, with its index, of a recent call. */
  function add(name: string, member: Member, found: unknown, call: number | undefined): void {
    const last = faults[maxFaults - 1];
    if (last) {
      last.more = (last.more ?? 0) + 1;
      return;
    }
    const path = (call === undefined ? '' : `/recent_calls/${call}`) + (name && `/${name}`);
    // A call without a required member is not a call, but the batch is still a batch.
    const required = call === undefined && !!member.required;
    faults.push({ path, wanted: wordsFor(member), found: kindOf(found), required });
  }

  /** @returns Whether it has all that it needs. */
  function check(owner: unknown, call?: number): boolean {
    if (!isObject(owner)) {
      add('', anyObject, owner, call);
      return false;
    }
    let sound = true;
    const members = call === undefined ? batchStatusMembers : membersOf(owner);
    for (const name in members) {
      const member = members[name]!;
      const found = owner[name];
      if (found === undefined ? !member.required : satisfies(found, member)) continue;
      add(name, member, found, call);
      if (member.required) sound = false;
      else if (takeOut) delete owner[name];
      // The rest of a call that is removed does not matter.
      if (!sound && call !== undefined) break;
    }
    return sound;
  }

  check(value);
  const batch = value as { recent_calls?: unknown } | null;
  const calls = batch?.recent_calls;
  if (Array.isArray(calls)) {
    const sound = calls.filter(check);
    if (takeOut) batch!.recent_calls = sound;
  }
  return faults;
}

const anyObject: Member = { types: ['object'], required: true };

/** The members of a recent call of its kind. */
function membersOf({ status }: { status?: unknown }): Readonly<Record<string, Member>> {
  // `String(status)` would throw for some objects and for deep arrays.
  const isKnown = typeof status === 'string' && Object.hasOwn(recentCallMembers, status);
  return recentCallMembers[isKnown ? status : 'other']!;
}

function satisfies(value: unknown, { types, minimum = -Infinity }: Member): boolean {
  if (typeof value !== 'number') return types.includes(kindOf(value));
  const right =
    types.includes('number') || (types.includes('integer') && Number.isSafeInteger(value));
  return right && value >= minimum;
}

/** `integer or null, at least 0` */
const wordsFor = ({ types, minimum }: Member): string =>
  types.join(' or ') + (minimum === undefined ? '' : `, at least ${minimum}`);

/** The JSON type of a value. For a number, it also says what can be wrong with it. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  if (!Number.isInteger(value)) return 'a fraction';
  return value < 0 ? 'a negative number' : 'a number';
}

const isObject = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object';
