import { clientFor, type BatchStatus, type BatchStatusClient } from './client.ts';
import { chainOf, sentenceOf } from './complaint.ts';
import { readEnvironment } from './environment.ts';
import { maskBatch } from '../text/mask.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** What every command may be told. */
export interface SessionOptions {
  json?: true;
  envFile?: string;
  showPhoneNumbers?: true;
  debug?: true;
}

/** What a command works with. */
export interface Session {
  client: BatchStatusClient;
  /** Takes phone numbers out of a batch, unless they are to be shown. */
  discreet: (batch: BatchStatus) => BatchStatus;
  /** Tells the person what went wrong, and with `debug` why. */
  complain: (error: unknown, batchId?: string) => void;
}

/** @throws {UsageError} for credentials that are missing or cannot work. */
export function startSession(
  { envFile, showPhoneNumbers, debug }: SessionOptions,
  { env, stderr, clock, dispatcher }: Surroundings,
): Session {
  const environment = readEnvironment(env, envFile);
  const { TRILLET_API_KEY, TRILLET_WORKSPACE_ID } = environment;
  const secrets = [TRILLET_API_KEY, TRILLET_WORKSPACE_ID];
  let client: BatchStatusClient;
  try {
    client = clientFor(environment, { clock, dispatcher });
  } catch (error) {
    throw new UsageError(sentenceOf(error));
  }
  return {
    client,
    discreet: showPhoneNumbers ? (batch) => batch : maskBatch,
    complain(error, batchId) {
      const about = batchId === undefined ? '' : `${batchId}: `;
      const chain = debug ? chainOf(error, secrets) : [];
      stderr.write(`${[`batch-status: ${about}${sentenceOf(error)}`, ...chain].join('\n')}\n`);
    },
  };
}
