import type { PollerSettings } from './poller-settings.ts';
import type { MonitoredBatch } from './monitored-batch.ts';
import { emit, listenersOf } from '../settings/events.ts';

/** Tells the listeners that the last request for a batch failed, and when the next one follows. */
export function emitRetry(
  { problem, failures }: MonitoredBatch,
  delay: number,
  { clock, onEvent }: Pick<PollerSettings, 'clock' | 'onEvent'>,
): void {
  if (!problem) return;
  const { code: reason, path: url = '' } = problem;
  const context = { url, attempts: failures, listeners: listenersOf(onEvent) };
  emit(context, { type: 'retry', at: clock.now(), reason, delay });
}
