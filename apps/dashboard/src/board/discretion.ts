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
 * Keeps what the contract describes, because other members may have any value and are not shown. Masks the
 * phone numbers in it, and the secrets: a service may repeat the key and the workspace of a request.
 */
export function discretionWith(secrets: readonly string[]): Discretion {
  const found = secrets.filter(({ length }) => length >= shortestSecret);
  const clean = (text: string): string =>
    found.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
  return {
    batch: (batch) => maskBatch(described(batch, clean)),
    problem: ({ code, message }) => {
      // An error of the client has no phone number, and the digits of a batch id are not one.
      const text = clean(message);
      return { code, message: text.length > longest ? `${text.slice(0, longest)}…` : text };
    },
  };
}

type Clean = (text: string) => string;

function described(batch: BatchStatus, clean: Clean): BatchStatus {
  const { recent_calls: calls } = batch;
  return {
    ...only(batch, batchStatusMembers, clean),
    ...(calls !== undefined && { recent_calls: calls && calls.map((call) => callOf(call, clean)) }),
  };
}

function callOf(call: RecentCall, clean: Clean): RecentCall {
  const kind = Object.hasOwn(recentCallMembers, call.status) ? call.status : 'other';
  return only(call, recentCallMembers[kind]!, clean);
}

/**
 * The members that the contract describes. All are texts, numbers, or booleans. Only texts are cleaned: the id
 * of a workspace may be a number, and a count that happens to equal it is not a secret.
 */
function only<T extends object>(value: T, members: Members, clean: Clean): T {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(value, name)) continue;
    const member = value[name as keyof T];
    if (typeof member === 'string') kept[name] = clean(member);
    else if (typeof member !== 'object' || member === null) kept[name] = member;
  }
  return kept as T;
}
