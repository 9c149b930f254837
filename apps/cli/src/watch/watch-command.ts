import { isBatchStatusError } from '@batch-status/node';
import { describeError } from '../session/describe-error.ts';
import type { Display } from '../display/display.ts';
import { exitCodeOfAll, type ExitCode } from '../session/exit-codes.ts';
import { followBatch, type Following } from './follow-batch.ts';
import { jsonDisplay } from '../display/json-display.ts';
import { logDisplay } from '../display/log-display.ts';
import { exitCodeOfBatch, exitCodeOfError, reasonOfBatch } from '../session/outcome.ts';
import { refuseInvisible } from '../session/refuse-invisible.ts';
import { startSession, type SessionOptions } from '../session/session.ts';
import { summarize, summarizeAll } from './summary.ts';
import { Tally } from './tally.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { UsageError } from '../session/usage-error.ts';
import type { Watched } from '../display/watched.ts';

export interface WatchCommandOptions extends SessionOptions {
  /** In seconds. */
  maxStaleness?: number;
  /** In seconds. */
  maxWait?: number;
  /** In seconds. */
  stallAfter?: number;
  /** In seconds. */
  notFoundGrace?: number;
  /** In percent of the calls that ended; `true` means 0. */
  failOnFailed?: number | true;
}

/** Follows batches until each is complete or has failed, and shows them as they change. */
export async function watchCommand(
  batchIds: readonly string[],
  options: WatchCommandOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  refuseInvisible(batchIds);
  const { env, stdout, signal, clock } = surroundings;
  const { client, mask, report, reportError } = startSession(options, surroundings);
  const { json = false } = options;
  const allowedFailures = options.failOnFailed === true ? 0 : options.failOnFailed;
  const live = stdout.isTTY && env['TERM'] !== 'dumb' && !json;
  const watched = [...new Set(batchIds)].map((batchId): Watched => ({ batchId }));
  const several = watched.length > 1;
  const display = await displayFor(watched, live, json, surroundings);
  const tally = new Tally();
  const usageError = new AbortController();
  const following: Following = {
    ...{ client, mask, tally, onChange: display.show },
    options: {
      signal: AbortSignal.any([signal, usageError.signal]),
      maxStaleness: (options.maxStaleness ?? defaultStaleness(live, watched.length)) * 1000,
      maxWait: inMilliseconds(options.maxWait),
      stallAfter: inMilliseconds(options.stallAfter),
      notFoundGrace: inMilliseconds(options.notFoundGrace),
      everyCheck: live,
      clock,
    },
  };
  const laterReports: (() => void)[] = [];
  // Other text would break the lines drawn in a terminal.
  const explain = (write: () => void): void => void (live ? laterReports.push(write) : write());

  async function follow(each: Watched): Promise<ExitCode> {
    try {
      const batch = await followBatch(each, following);
      const reason = reasonOfBatch(batch, allowedFailures);
      if (reason) explain(() => report(reason, several ? each.batchId : undefined));
      return exitCodeOfBatch(batch, allowedFailures);
    } catch (error) {
      if (!isBatchStatusError(error)) throw error;
      if (error.code === 'invalid_argument') throw new UsageError(describeError(error));
      each.failure = { code: error.code, message: describeError(error) };
      display.show(each);
      explain(() => reportError(error, several ? each.batchId : undefined));
      return exitCodeOfError(error);
    }
  }

  let codes: ExitCode[];
  try {
    codes = await Promise.all(watched.map(follow));
  } finally {
    // If one batch id is wrong, stop watching the others.
    usageError.abort();
    display.close();
  }
  const summary = several ? summarizeAll(watched, tally) : summarize(watched[0]!, tally);
  if (!json && summary) stdout.write(`\n${summary}\n`);
  for (const write of laterReports) write();
  return exitCodeOfAll(codes);
}

const inMilliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

/** In seconds. With many batches, there is still at most one request every two seconds. */
const defaultStaleness = (live: boolean, batches: number): number =>
  Math.max(live ? 5 : 15, 2 * batches);

async function displayFor(
  watched: readonly Watched[],
  live: boolean,
  json: boolean,
  { env, stdout, stderr, clock }: Surroundings,
): Promise<Display> {
  if (json) return jsonDisplay(stdout, stderr, clock, env);
  if (!live) return logDisplay(stdout, clock, env);
  // The code that draws takes as long to load as everything else together.
  const { terminalDisplay } = await import('../display/terminal-display.ts');
  return terminalDisplay(watched, stdout, clock, env);
}
