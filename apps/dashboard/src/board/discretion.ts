import { maskBatch } from '@batch-status/masking';
import type { BatchStatus } from '@batch-status/spec';
import type { ProblemMessage } from '@batch-status/node';

/** Removes from a batch and from messages what must not leave the process. */
export interface Discretion {
  batch: (batch: BatchStatus) => BatchStatus;
  problem: (problem: ProblemMessage) => ProblemMessage;
}

/** A message is one sentence, or the page would not show the rest of it. */
const longest = 500;

/**
 * Masks phone numbers, and the secrets given: a service may repeat the key and the workspace of a
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
    batch: (batch) => maskBatch(withoutSecrets(batch)),
    problem: ({ code, message }) => {
      // An error of the client has no phone number, and the digits of a batch id are not one.
      const clean = withoutSecrets(message);
      return { code, message: clean.length > longest ? `${clean.slice(0, longest)}…` : clean };
    },
  };
}

/** A secret as it appears inside a string of JSON. */
const inJson = (secret: string): string => JSON.stringify(secret).slice(1, -1);
