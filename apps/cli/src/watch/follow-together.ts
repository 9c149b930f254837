import { createMonitor, type MonitorReport } from '@batch-status/node';
import { problemOf, type Watched } from '../display/watched.ts';
import { record, refresh, type Following } from './following.ts';
import { Limits } from './limits.ts';
import { Outage } from './outage.ts';
import { effective } from './request-rates.ts';

/** A timer stops while the machine sleeps: look at the clock at least this often. */
const longestSleep = 10_000;
/** The same problem again is not reported, although the next request is later. */
const refreshEvery = 1_000;

/**
 * Follows batches until each is over. All of them share the budget of one monitor.
 *
 * @throws {ConfigurationError} for an id that is malformed, before any request.
 * @throws the signal's reason if it aborts.
 */
export async function followTogether(
  watched: readonly Watched[],
  following: Following,
): Promise<void> {
  const { client, clock, signal, onEvent, maxRate, maxStaleness, notFoundGrace, onEnd } = following;
  signal.throwIfAborted();
  const monitor = createMonitor(client, {
    ...{ maxStaleness, notFoundGrace, signal, onEvent, clock },
    maxRequestsPerSecond: effective(maxRate) / 60,
    // The limits below hold for all batches together.
    ...{ maxOutage: Infinity, maxPending: Infinity },
    ...{ reportPending: true, reportConfirmations: true, reportPauses: true },
  });
  const outage = new Outage(following.maxOutage);
  const open = new Map(
    watched.map((each) => [
      each.batchId,
      { each, limits: new Limits(each, following, clock.now(), outage) },
    ]),
  );
  const end = (each: Watched, error?: Error): void => {
    open.delete(each.batchId);
    monitor.remove(each.batchId);
    onEnd(each, error);
  };
  const take = (report: MonitorReport): void => {
    if (report.type === 'pause') {
      for (const { each } of open.values()) each.pausedUntil = report.pause?.until;
      return;
    }
    const { each } = open.get(report.batchId) ?? {};
    if (!each) return;
    if (report.type === 'failure') return end(each, report.error);
    record(each, report, following);
    outage.note(report, clock.now());
    if (each.update?.phase === 'complete') end(each);
  };
  try {
    for (const { batchId } of watched) monitor.add(batchId);
    const reports = monitor[Symbol.asyncIterator]();
    let next = reports.next();
    while (open.size > 0) {
      const nextAt = Math.min(...Array.from(open.values(), ({ limits }) => limits.nextAt));
      const longest = outage.problem ? refreshEvery : longestSleep;
      const result = await within(next, Math.min(nextAt - clock.now(), longest), following);
      signal.throwIfAborted();
      if (result) {
        if (result.done) throw new Error('A monitor ended before its batches.');
        next = reports.next();
        take(result.value);
      }
      for (const { each, limits } of [...open.values()]) {
        if (problemOf(each)) refresh(each, monitor.latest(each.batchId));
        const error = limits.exceeded(clock.now());
        if (error) end(each, error);
      }
    }
  } finally {
    monitor.close();
  }
}

/** Waits for a result, but only for this long. */
async function within<Result>(
  result: Promise<Result>,
  ms: number,
  { clock }: Following,
): Promise<Result | undefined> {
  const settled = new AbortController();
  const timeout = clock.sleep(Math.max(0, ms), settled.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([result, timeout]);
  } finally {
    settled.abort();
  }
}
