import { isBatchStatusError } from '@batch-status/node';
import type { Watched } from '../display/watched.ts';
import { readBatchIds } from '../session/batch-ids.ts';
import { exitCodeOfAll, type ExitCode } from '../session/exit-codes.ts';
import { exitCodeOfBatch, exitCodeOfError, reasonOfBatch } from '../session/outcome.ts';
import { startSession } from '../session/session.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { UsageError } from '../session/usage-error.ts';
import { awaitEnds } from './await-ends.ts';
import { displayFor } from './display-for.ts';
import { followTogether } from './follow-together.ts';
import type { Following } from './following.ts';
import { budgetTooSmall, requestRates } from './request-rates.ts';
import { summarize, summarizeAll } from './summary.ts';
import { Tally } from './tally.ts';
import type { WatchCommandOptions } from './watch-command-options.ts';

/** In milliseconds: long enough for a restart of the server, short enough for CI. */
const defaultOutage = 300_000;
/** In milliseconds. */
const defaultGrace = 30_000;

/** Follows batches until each is complete or has failed, and shows them as they change. */
export const watchCommand = (
  batchIds: readonly string[],
  options: WatchCommandOptions,
  surroundings: Surroundings,
): Promise<ExitCode> => runWatch('watch', batchIds, options, surroundings);

/** Waits until each batch is complete or has failed, with few requests, and shows only the ends. */
export const waitCommand = (
  batchIds: readonly string[],
  options: WatchCommandOptions,
  surroundings: Surroundings,
): Promise<ExitCode> => runWatch('wait', batchIds, options, surroundings);

async function runWatch(
  command: 'watch' | 'wait',
  given: readonly string[],
  options: WatchCommandOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { env, stdout, stderr, signal } = surroundings;
  const batchIds = await readBatchIds(given, options.idsFrom, surroundings);
  const session = startSession(options, surroundings);
  const { client, clock, mask, describe, report, reportError } = session;
  const { json = false, quiet = false } = options;
  const allowedFailures = options.failOnFailed === true ? 0 : options.failOnFailed;
  const isWatch = command === 'watch';
  const live = isWatch && !quiet && !json && stdout.isTTY && env['TERM'] !== 'dumb';
  const rates = requestRates(options, batchIds.length, live);
  const watched = batchIds.map((batchId): Watched => ({ batchId }));
  const several = watched.length > 1;
  const style = { live, json, quiet, onlyEnds: !isWatch };
  const display = await displayFor(watched, style, session, surroundings);
  const tally = new Tally();
  const codes: ExitCode[] = [];
  const laterReports: (() => void)[] = [];
  // Other text would break the lines drawn in a terminal.
  const explain = (write: () => void): void => void (live ? laterReports.push(write) : write());
  const following: Following = {
    ...{ client, clock, signal, mask, describe, onEvent: tally.onEvent },
    ...rates,
    maxWait: inMilliseconds(options.maxWait) ?? Infinity,
    maxOutage: inMilliseconds(options.maxOutage) ?? defaultOutage,
    stallAfter: inMilliseconds(options.stallAfter) ?? Infinity,
    notFoundGrace: inMilliseconds(options.notFoundGrace) ?? defaultGrace,
    onChange(changed) {
      if (changed.update) tally.see(changed.batchId, changed.update.batch);
      display.show(changed);
    },
    onEnd(each, error) {
      const about = several ? each.batchId : undefined;
      if (error) {
        if (!isBatchStatusError(error)) throw error;
        each.failure = { code: error.code, message: describe(error) };
        display.show(each);
        codes.push(exitCodeOfError(error));
        explain(() => reportError(error, about));
      } else {
        const { batch } = each.update!;
        const reason = reasonOfBatch(batch, allowedFailures);
        codes.push(exitCodeOfBatch(batch, allowedFailures));
        if (reason) explain(() => report(reason, about));
      }
    },
  };
  try {
    await (isWatch ? followTogether : awaitEnds)(watched, following);
  } catch (error) {
    if (isBatchStatusError(error, 'over_capacity')) throw budgetTooSmall(watched.length, rates);
    if (isBatchStatusError(error, 'invalid_argument')) throw new UsageError(describe(error));
    throw error;
  } finally {
    display.close();
  }
  const summary = several ? summarizeAll(watched, tally) : summarize(watched[0]!, tally);
  if (isWatch && !json && !quiet && summary) session.text.write(`\n${summary}\n`);
  for (const write of laterReports) write();
  if (options.bell && !stdout.isTTY && stderr.isTTY) stderr.write(bell);
  if (options.bell && stdout.isTTY) stdout.write(bell);
  return exitCodeOfAll(codes);
}

const inMilliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

/** The bell of the terminal. */
const bell = '\u0007';
