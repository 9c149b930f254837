import {
  batchStatusMembers,
  recentCallMembers,
  sensitiveMembers,
  type BatchStatus,
} from '@batch-status/spec';
import { withoutPhoneNumbers } from './redact.ts';

/** Deeper than any contract goes. Deeply nested values would exceed the stack. */
const deepest = 16;

/**
 * Copies a batch for pages. Removes the members that the contract marks as sensitive, also from
 * members that it does not describe, and masks phone numbers in texts. What the contract does not
 * describe may contain phone numbers anywhere, so members whose name looks like one and numbers with
 * seven or more digits are removed there. The ids of calls stay as they are.
 *
 * @example
 * ```ts
 * import { withoutPersonalData } from '@batch-status/client-core/sharing';
 *
 * const counts = { waiting: 0, active: 0, completed: 1, failed: 0, total: 1 };
 * const call = { jobId: 'call_1', status: 'completed', phone_number: '+12025550142' } as const;
 * const batch = { status: 'completed', isComplete: true, ...counts, recent_calls: [call] };
 * console.log(withoutPersonalData(batch).recent_calls?.[0]?.phone_number); // undefined
 * ```
 */
export function withoutPersonalData(batch: BatchStatus): BatchStatus {
  const { recent_calls: calls, ...rest } = batch;
  return {
    ...(membersOf(rest, batchStatusMembers, 0) as unknown as BatchStatus),
    ...(calls !== undefined && { recent_calls: calls && calls.map(callWithout) }),
  };
}

function callWithout(call: NonNullable<BatchStatus['recent_calls']>[number]): typeof call {
  const { jobId, ...rest } = call;
  const kind = Object.hasOwn(recentCallMembers, call.status) ? call.status : 'other';
  const members = membersOf(rest, recentCallMembers[kind]!, 1);
  return { jobId, ...members } as unknown as typeof call;
}

const isSensitive = (name: string): boolean =>
  (sensitiveMembers as readonly string[]).includes(name) || withoutPhoneNumbers(name) !== name;

/** @param described The members whose numbers the contract describes. */
function membersOf(object: object, described: object, depth: number): object {
  const members = Object.entries(object).flatMap(([name, value]: [string, unknown]) => {
    if (isSensitive(name)) return [];
    const isDescribed = typeof value === 'number' && Object.hasOwn(described, name);
    const clean = isDescribed ? value : withoutNumbers(value, depth + 1);
    return clean === undefined ? [] : [[name, clean] as const];
  });
  return Object.fromEntries(members);
}

/** Cleans a value that the contract does not describe. Returns `undefined` to remove it. */
function withoutNumbers(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutPhoneNumbers(value);
  if (typeof value === 'number') return Math.abs(value) < 1_000_000 ? value : undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return undefined;
  if (!Array.isArray(value)) return membersOf(value, {}, depth);
  return value.map((item) => withoutNumbers(item, depth + 1)).filter((item) => item !== undefined);
}
