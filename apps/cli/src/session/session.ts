import type { BatchStatus, BatchStatusClient } from '@batch-status/node';
import { maskBatch } from '../text/mask.ts';
import { createClient } from './create-client.ts';
import { describeCauses, describeError } from './describe-error.ts';
import { readEnvironment } from './environment.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of every command. */
export interface SessionOptions {
  json?: true;
  envFile?: string;
  showPhoneNumbers?: true;
  debug?: true;
}

/** What every command works with. */
export interface Session {
  client: BatchStatusClient;
  /** Masks phone numbers, unless `showPhoneNumbers` is set. */
  mask: (batch: BatchStatus) => BatchStatus;
  /** Writes one sentence to standard error: why the exit code is not 0. */
  report: (sentence: string, batchId?: string) => void;
  /** Reports an error, and with `debug` its causes. */
  reportError: (error: unknown, batchId?: string) => void;
}

/** @throws {UsageError} for credentials that are missing or malformed. */
export function startSession(
  { envFile, showPhoneNumbers, debug }: SessionOptions,
  { env, stderr, clock, dispatcher }: Surroundings,
): Session {
  const environment = readEnvironment(env, envFile);
  const { TRILLET_API_KEY, TRILLET_WORKSPACE_ID } = environment;
  const secrets = [TRILLET_API_KEY, TRILLET_WORKSPACE_ID];
  let client: BatchStatusClient;
  try {
    client = createClient(environment, { clock, dispatcher });
  } catch (error) {
    throw new UsageError(describeError(error));
  }
  const report = (text: string, batchId?: string): void => {
    const about = batchId === undefined ? '' : `${batchId}: `;
    stderr.write(`batch-status: ${about}${text}\n`);
  };
  return {
    client,
    mask: showPhoneNumbers ? (batch) => batch : maskBatch,
    report,
    reportError(error, batchId) {
      const causes = debug ? describeCauses(error, secrets) : [];
      report([describeError(error), ...causes].join('\n'), batchId);
    },
  };
}
