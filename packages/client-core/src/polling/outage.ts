import type { PollerSettings } from './poller-settings.ts';
import type { MonitoredBatch } from './monitored-batch.ts';
import { WatchError } from '../watch/watch-error.ts';

/** With fewer failures, a pause of the server may be the reason why there was no response. */
const fewFailures = 3;

/** The error that ends a batch whose requests have failed for too long, or `undefined`. */
export function outageOf(
  batch: MonitoredBatch,
  now: number,
  { maxOutage, maxPending }: Pick<PollerSettings, 'maxOutage' | 'maxPending'>,
): WatchError | undefined {
  const { problem, update, failures, failingSince, startedAt } = batch;
  if (!problem) return undefined;
  const isOut = now - failingSince >= maxOutage;
  const isUnanswered = !update && failures >= fewFailures && now - startedAt >= maxPending;
  if (!isOut && !isUnanswered) return undefined;
  const [limit, name] = isOut ? [maxOutage, 'maxOutage'] : [maxPending, 'maxPending'];
  const known = update
    ? `${update.progress.done} of ${update.batch.total} calls are done`
    : 'no response yet';
  const message = `All requests failed for ${limit / 1000} s (\`${name}\`); ${known}. Add the batch again to continue.`;
  return new WatchError('outage', message, update, { cause: problem });
}
