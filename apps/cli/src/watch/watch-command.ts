import { isBatchStatusError } from '../session/client.ts';
import { sentenceOf } from '../session/complaint.ts';
import type { Display } from '../display/display.ts';
import { exitCodeOfAll, type ExitCode } from '../session/exit-codes.ts';
import { followBatch, type Following } from './follow-batch.ts';
import { jsonDisplay } from '../display/json-display.ts';
import { logDisplay } from '../display/log-display.ts';
import { exitCodeOfBatch, exitCodeOfError } from '../session/outcome.ts';
import { startSession, type SessionOptions } from '../session/session.ts';
import { summarise, summariseAll } from './summary.ts';
import { Tally } from './tally.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { UsageError } from '../session/usage-error.ts';
import type { Watched } from '../display/watched.ts';

export interface WatchCommandOptions extends SessionOptions {
  /** Seconds, as the next two. */
  maxStaleness?: number;
  maxWait?: number;
  stallAfter?: number;
  /** Percent of the calls that ended; `true` allows none to fail. */
  failOnFailed?: number | true;
}

/** Follows batches to their ends, on the terminal or line by line. One that fails stops no other. */
export async function watchCommand(
  batchIds: readonly string[],
  options: WatchCommandOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { env, stdout, signal, clock } = surroundings;
  const { client, discreet, complain } = startSession(options, surroundings);
  const { json = false, failOnFailed } = options;
  const live = stdout.isTTY && env['TERM'] !== 'dumb' && !json;
  const watched = [...new Set(batchIds)].map((batchId): Watched => ({ batchId }));
  const several = watched.length > 1;
  const display = await displayFor(watched, live, json, surroundings);
  const tally = new Tally();
  const mistake = new AbortController();
  const following: Following = {
    ...{ client, discreet, tally, onChange: display.show },
    options: {
      signal: AbortSignal.any([signal, mistake.signal]),
      maxStaleness: (options.maxStaleness ?? defaultStaleness(live, watched.length)) * 1000,
      maxWait: inMilliseconds(options.maxWait),
      stallAfter: inMilliseconds(options.stallAfter),
      everyCheck: live,
      clock,
    },
  };
  const complaints: (() => void)[] = [];

  async function follow(each: Watched): Promise<ExitCode> {
    try {
      const batch = await followBatch(each, following);
      return exitCodeOfBatch(batch, failOnFailed === true ? 0 : failOnFailed);
    } catch (error) {
      if (!isBatchStatusError(error)) throw error;
      if (error.code === 'invalid_argument') throw new UsageError(sentenceOf(error));
      each.failure = { code: error.code, message: sentenceOf(error) };
      display.show(each);
      const tell = (): void => complain(error, several ? each.batchId : undefined);
      // In a terminal, no other text may come between the lines that are drawn.
      if (live) complaints.push(tell);
      else tell();
      return exitCodeOfError(error);
    }
  }

  let codes: ExitCode[];
  try {
    codes = await Promise.all(watched.map(follow));
  } finally {
    // After a mistake in one batch id, the others are not watched in vain.
    mistake.abort();
    display.close();
  }
  const summary = several ? summariseAll(watched, tally) : summarise(watched[0]!, tally);
  if (!json && summary) stdout.write(`\n${summary}\n`);
  for (const tell of complaints) tell();
  return exitCodeOfAll(codes);
}

const inMilliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

/** In seconds. However many batches there are, the server is asked every two seconds at most. */
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
  // What draws takes as long to load as all else together.
  const { terminalDisplay } = await import('../display/terminal-display.ts');
  return terminalDisplay(watched, stdout, clock, env);
}
