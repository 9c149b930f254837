import { watch, type Update } from '@batch-status/fetch';
import { clientFromEnvironment } from './client.ts';
import { jsonDisplay, liveDisplay, plainDisplay, type Display } from './display.ts';
import { exitCodeOfBatch, type ExitCode } from './exit-codes.ts';
import { summarise } from './summary.ts';
import { Tally } from './tally.ts';

export interface WatchCommandOptions {
  json?: boolean;
  /** Seconds. */
  maxStaleness?: number;
  /** Seconds. */
  maxWait?: number;
  /** Seconds. */
  stallAfter?: number;
  /** Percent of the calls that ended; `true` allows none to fail. */
  failOnFailed?: number | true;
}

const terminalStaleness = 5;
const logStaleness = 15;

/** Follows a batch to its end, on the terminal or line by line. */
export async function watchCommand(
  batchId: string,
  options: WatchCommandOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { json = false, maxWait, stallAfter, failOnFailed } = options;
  const { stdout } = process;
  const live = stdout.isTTY && process.env['TERM'] !== 'dumb' && !json;
  const { maxStaleness = live ? terminalStaleness : logStaleness } = options;
  const client = clientFromEnvironment(process.env);
  const tally = new Tally();
  const display = displayFor(batchId, json, live);
  let last: Update | undefined;
  try {
    for await (const update of watch(client, batchId, {
      signal,
      maxStaleness: maxStaleness * 1000,
      maxWait: inMilliseconds(maxWait),
      stallAfter: inMilliseconds(stallAfter),
      everyCheck: live,
      onEvent: (event) => {
        tally.onEvent(event);
        if (!last && event.type === 'retry') display.excuse(event.reason, event.delay);
      },
    })) {
      last = update;
      tally.see(update.batch);
      display.show(update);
    }
  } finally {
    display.close();
  }
  if (!last) throw new Error('A watch ended without an update.');
  if (!json) stdout.write(`\n${summarise(batchId, last, tally)}\n`);
  return exitCodeOfBatch(last.batch, failOnFailed === true ? 0 : failOnFailed);
}

const inMilliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

function displayFor(batchId: string, json: boolean, live: boolean): Display {
  if (json) return jsonDisplay(batchId, process.stdout, process.stderr);
  return live ? liveDisplay(batchId, process.stdout) : plainDisplay(batchId, process.stdout);
}
