import { maskBatch } from '@batch-status/masking';
import type { BatchStatus, BatchStatusClient } from '@batch-status/node';
import { serverUrl } from '@batch-status/spec';
import { systemClock, type Clock } from '@batch-status/time';
import { localTime, type LocalTime } from '../text/local-time.ts';
import { createClient } from './create-client.ts';
import { describeCauses } from './describe-causes.ts';
import { describeError, type ErrorContext } from './describe-error.ts';
import { readEnvironment } from './environment.ts';
import { needsAscii } from './needs-ascii.ts';
import { plainOutput, type Writable } from './output.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of every command. */
export interface SessionOptions {
  json?: true;
  ascii?: true;
  envFile?: string;
  showPhoneNumbers?: true;
  debug?: true;
  /** In seconds. */
  notFoundGrace?: number;
}

/** What every command works with. */
export interface Session {
  client: BatchStatusClient;
  clock: Clock;
  isAscii: boolean;
  time: LocalTime;
  /** Standard output for text. */
  text: Writable;
  /** Standard error. */
  asides: Writable;
  /** Masks phone numbers, unless `showPhoneNumbers` is set. */
  mask: (batch: BatchStatus) => BatchStatus;
  /** Describes an error in the terms of the command. */
  describe: (error: unknown) => string;
  /** Writes one sentence to standard error: why the exit code is not 0. */
  report: (sentence: string, batchId?: string) => void;
  /** Reports an error, and with `debug` its causes. */
  reportError: (error: unknown, batchId?: string) => void;
}

/** @throws {UsageError} for credentials that are missing or malformed. */
export function startSession(
  { ascii, envFile, showPhoneNumbers, debug, notFoundGrace }: SessionOptions,
  { env, stdout, stderr, clock = systemClock, dispatcher }: Surroundings,
): Session {
  const environment = readEnvironment(env, envFile);
  const { TRILLET_API_KEY, TRILLET_WORKSPACE_ID, TRILLET_BASE_URL } = environment;
  const secrets = [TRILLET_API_KEY, TRILLET_WORKSPACE_ID];
  const context: ErrorContext = {
    host: hostOf(TRILLET_BASE_URL),
    ...(notFoundGrace === undefined ? {} : { notFoundGrace }),
  };
  const describe = (error: unknown): string => describeError(error, context);
  let client: BatchStatusClient;
  try {
    client = createClient(environment, { clock, dispatcher });
  } catch (error) {
    throw new UsageError(
      [describe(error), ...(debug ? describeCauses(error, secrets) : [])].join('\n'),
    );
  }
  const isAscii = ascii === true || needsAscii(env);
  const asides = plainOutput(stderr, isAscii);
  const report = (text: string, batchId?: string): void => {
    const about = batchId === undefined ? '' : `${batchId}: `;
    asides.write(`batch-status: ${about}${text}\n`);
  };
  return {
    ...{ client, clock, isAscii, asides, describe, report },
    time: localTime(env['TZ']),
    text: plainOutput(stdout, isAscii),
    mask: showPhoneNumbers ? (batch) => batch : maskBatch,
    reportError(error, batchId) {
      const causes = debug ? describeCauses(error, secrets) : [];
      report([describe(error), ...causes].join('\n'), batchId);
    },
  };
}

/** The server that the command asks. */
function hostOf(baseUrl: string = serverUrl): string {
  return URL.parse(baseUrl)?.host ?? 'the server';
}
