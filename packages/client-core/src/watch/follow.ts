import { longestTimer, systemClock } from '../time/clock.ts';
import { startDeadline } from '../call/deadline.ts';
import type { BatchStatusError } from '../errors/errors.ts';
import { listenersOf, tell } from '../settings/events.ts';
import { FollowedBatch, type BatchStatusSource } from './followed-batch.ts';
import { phaseOf } from '../forecast/phase.ts';
import { planNextCheck } from '../forecast/planner.ts';
import { sleepThrough } from '../time/sleep-through.ts';
import type { Update } from './update.ts';
import { WatchError } from './watch-error.ts';
import { validateWatchOptions, type WatchOptions } from './watch-options.ts';

const defaultStaleness = 15_000;

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
  const {
    clock = systemClock,
    maxStaleness = defaultStaleness,
    maxWait = Infinity,
    maxOutage = Infinity,
    stallAfter = Infinity,
  } = options;
  const followed = new FollowedBatch(batchId, clock.now());
  let update: Update | undefined;

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
      await followed.ask(client, clock, signal, options.onEvent);
      const now = clock.now();
      const { problem, failures, learnt, retryAfter, failingSince } = followed;
      const outageAt = (failingSince ?? Infinity) + maxOutage;
      if (now >= outageAt) {
        const what = `Nothing could be learnt of the batch for ${seconds(maxOutage)}`;
        throw watchError('outage', what, update, problem);
      }

      const outlook = { maxStaleness, failures, learnt, retryAfter, random: clock.random() };
      const delay = Math.min(planNextCheck(outlook), outageAt - now);
      if (problem) {
        const { code: reason, path = '' } = problem;
        tell({ path, listeners }, { type: 'retry', attempt: failures, at: now, reason, delay });
      }
      update = followed.update(now + delay);
      if (update) {
        yield update;
        if (update.phase === 'complete') return;
        if (phaseOf(learnt!, stallAfter) === 'stalled') {
          const what = `No active call has ended for ${seconds(stallAfter)}`;
          throw watchError('stalled', what, update);
        }
      }
      // Less the time that the update was looked at, in which the clock may have been set back.
      await sleepThrough(clock, delay - Math.max(0, clock.now() - now), signal);
    }
  } finally {
    deadline.end();
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
