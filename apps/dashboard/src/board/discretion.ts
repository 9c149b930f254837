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

/**
 * Keeps what the contract describes, and masks phone numbers in it, and the secrets given: a service may repeat the key and the workspace of a
 * request in its response.
 */
export function discretionWith(secrets: readonly string[]): Discretion {
  const found = secrets.filter((secret) => secret !== '').map(inJson);
  const withoutSecrets = <T>(value: T): T => {
    const text = JSON.stringify(value);
    if (!found.some((secret) => text.includes(secret))) return value;
    return JSON.parse(found.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text)) as T;
  };
  return {
    batch: (batch) => maskBatch(withoutSecrets(described(batch))),
    problem: ({ code, message }) => {
      // An error of the client has no phone number, and the digits of a batch id are not one.
      const clean = withoutSecrets(message);
      return { code, message: clean.length > longest ? `${clean.slice(0, longest)}…` : clean };
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

/** A secret as it appears inside a string of JSON. */
const inJson = (secret: string): string => JSON.stringify(secret).slice(1, -1);
