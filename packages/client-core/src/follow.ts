import type { BatchStatus } from '@batch-status/spec';
import { longestTimer, systemClock } from './clock.ts';
import { orAbort, startDeadline } from './deadline.ts';
import { isBatchStatusError, type BatchStatusError, type ErrorCode } from './errors.ts';
import { listenersOf, tell } from './events.ts';
import { History } from './history.ts';
import { planNextCheck, type Learnt } from './planner.ts';
import { isRetryableStatus } from './retry.ts';
import type { CallOptions } from './settings.ts';
import { sleepThrough } from './sleep-through.ts';
import type { Update } from './update.ts';
import { WatchError } from './watch-error.ts';
import { validateWatchOptions, type WatchOptions } from './watch-options.ts';

/** Anything that can ask for a batch: every client of this project, or one of your own. */
export interface BatchStatusSource {
  getBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatus>;
}

const defaultStaleness = 15_000;
/** A batch that was started a moment ago may not be readable yet. */
const creationGrace = 30_000;

/**
 * Asks for a batch until it is complete, and yields after every check. A request that fails is
 * not repeated by the client but planned like any other, so that its failure shows at once.
 */
export async function* follow(
  client: BatchStatusSource,
  batchId: string,
  options: WatchOptions,
): AsyncGenerator<Update, void> {
  validateWatchOptions(options);
  const listeners = listenersOf(options.onEvent);
  const { clock = systemClock, maxStaleness = defaultStaleness } = options;
  const { maxWait = Infinity, maxOutage = Infinity, stallAfter = Infinity } = options;
  const startedAt = clock.now();
  const history = new History();
  let learnt: Learnt | undefined;
  let update: Update | undefined;
  let failures = 0;
  let failingSince: number | undefined;
  let retryAfter: number | undefined;

  const onEvent: CallOptions['onEvent'] = (event) => {
    if (event.type === 'response') retryAfter = event.retryAfter;
    options.onEvent?.(event);
  };
  const expired = (): WatchError =>
    watchError('max_wait', `The batch was not complete within ${seconds(maxWait)}`, update);
  // No timer holds a wait of weeks.
  const patient = {
    now: () => clock.now(),
    sleep: (ms: number, end?: AbortSignal) => sleepThrough(clock, ms, end, longestTimer),
  };
  const deadline = startDeadline(patient, maxWait, options.signal, expired);
  const { signal } = deadline;

  try {
    for (;;) {
      const { problem, batch } = await ask();
      const now = clock.now();
      failures = problem ? failures + 1 : 0;
      failingSince = problem ? (failingSince ?? now) : undefined;
      if (batch) learnt = history.learn({ batch, receivedAt: now });
      if (problem) refuseOutage(problem, now);

      const delay = planNextCheck({
        maxStaleness,
        retryAfter,
        failures,
        learnt,
        random: clock.random(),
      });
      const outageAt = failingSince === undefined ? Infinity : failingSince + maxOutage;
      const nextCheckAt = Math.min(now + delay, outageAt);
      if (problem) {
        const { code: reason, path = '' } = problem;
        const context = { path, listeners };
        const event = { type: 'retry', attempt: failures, at: now, reason } as const;
        tell(context, { ...event, delay: nextCheckAt - now });
      }
      if (learnt) {
        const { receivedAt, progress, phase, quietFor } = learnt;
        const complete = phase === 'complete';
        update = {
          batch: learnt.batch,
          receivedAt,
          progress,
          phase,
          nextCheckAt: complete ? undefined : nextCheckAt,
          ...(problem ? { problem } : {}),
        };
        yield update;
        if (complete) return;
        if (!problem && quietFor >= stallAfter) {
          const what = `No active call has ended for ${seconds(stallAfter)}`;
          throw watchError('stalled', what, update);
        }
      }
      await sleepThrough(clock, nextCheckAt - clock.now(), signal);
    }
  } finally {
    deadline.end();
  }

  async function ask(): Promise<{ batch?: BatchStatus; problem?: BatchStatusError }> {
    retryAfter = undefined;
    try {
      // A client of one's own may be deaf to the signal.
      const call = client.getBatchStatus(batchId, { signal, retry: { attempts: 1 }, onEvent });
      return { batch: await orAbort(call, signal) };
    } catch (error) {
      if (!isBatchStatusError(error) || !mayPass(error)) throw error;
      retryAfter = error.retryAfter;
      return { problem: error };
    }
  }

  /** Whether asking again can mend it; everything else ends the watch. */
  function mayPass({ code, status = 0 }: BatchStatusError): boolean {
    if (code === 'not_found') return !update && clock.now() - startedAt < creationGrace;
    // What never was a batch is another page, such as the one for people at a wrong baseUrl.
    if (code === 'malformed') return update !== undefined || failures === 0;
    if (code === 'api_error') return isRetryableStatus(status) || isPassingFailure(status);
    return passing.has(code);
  }

  function refuseOutage(problem: BatchStatusError, now: number): void {
    if (now - (failingSince ?? now) < maxOutage) return;
    const what = `Nothing could be learnt of the batch for ${seconds(maxOutage)}`;
    throw watchError('outage', what, update, problem);
  }
}

function watchError(
  code: 'max_wait' | 'outage' | 'stalled',
  what: string,
  last: Update | undefined,
  cause?: BatchStatusError,
): WatchError {
  const known = last
    ? `${last.progress.done} of ${last.batch.total} calls were done`
    : 'there was no answer yet';
  return new WatchError(code, `${what}; ${known}. Watch it again to go on.`, last, { cause });
}

const seconds = (ms: number): string => `${ms / 1000} s`;

const passing: ReadonlySet<ErrorCode> = new Set(['network', 'deadline', 'rate_limited']);

/** Any failure of a server or of what stands before it, but for those that say “never”. */
const isPassingFailure = (status: number): boolean =>
  status >= 500 && status !== 501 && status !== 505;
