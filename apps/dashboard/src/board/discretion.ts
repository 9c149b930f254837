import { maskBatch } from '@batch-status/masking';
import {
  batchStatusMembers,
  recentCallMembers,
  type BatchStatus,
  type Members,
  type RecentCall,
} from '@batch-status/spec';
import type { ProblemMessage } from '@batch-status/node';

/** Removes from a batch and from messages what must not leave the process. */
export interface Discretion {
  batch: (batch: BatchStatus) => BatchStatus;
  problem: (problem: ProblemMessage) => ProblemMessage;
}

/** A message is one sentence, or the page would not show the rest of it. */
const longest = 500;
/** Shorter ones are in many words, which would become unreadable. */
const shortestSecret = 4;

/**
 * Keeps what the contract describes, and masks phone numbers in it, and the secrets given: a service may repeat the key and the workspace of a
 * request in its response.
 */
export function discretionWith(secrets: readonly string[]): Discretion {
  const found = secrets.filter(({ length }) => length >= shortestSecret);
  const clean = (text: string): string =>
    found.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
  return {
    batch: (batch) => maskBatch(textsOf(described(batch), clean)),
    problem: ({ code, message }) => {
      // An error of the client has no phone number, and the digits of a batch id are not one.
      const text = clean(message);
      return { code, message: text.length > longest ? `${text.slice(0, longest)}…` : text };
    },
  };
}

/** Without members that the contract does not describe: their values may be anything, and no page shows them. */
function described({ recent_calls: calls, ...batch }: BatchStatus): BatchStatus {
  return {
    ...only(batch, batchStatusMembers),
    ...(calls !== undefined && { recent_calls: calls && calls.map(describedCall) }),
  };
}

function describedCall(call: RecentCall): RecentCall {
  const kind = Object.hasOwn(recentCallMembers, call.status) ? call.status : 'other';
  return only(call, recentCallMembers[kind]!);
}

const only = <T extends object>(value: T, members: Members): T =>
  Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(members, name))) as T;

/**
 * Changes the texts in a batch. Its counts stay: a workspace may have a number as its id, and that is no
 * secret there.
 */
function textsOf(batch: BatchStatus, change: (text: string) => string): BatchStatus {
  const inMembers = <T extends object>(value: T): T =>
    Object.fromEntries(
      Object.entries(value).map(([name, member]: [string, unknown]) => [
        name,
        typeof member === 'string' ? change(member) : member,
      ]),
    ) as T;
  const { recent_calls: calls } = batch;
  return { ...inMembers(batch), ...(calls && { recent_calls: calls.map(inMembers) }) };
}
