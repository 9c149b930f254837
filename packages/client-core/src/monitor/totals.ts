import type { MonitorFailure } from './monitor-report.ts';
import { unaccountedCalls } from '../forecast/observation.ts';
import type { Progress, TimeLeft } from '../forecast/progress.ts';
import type { WatchPending, WatchUpdate } from '../watch/watch-report.ts';

/** The sum of several batches. */
export interface BatchTotals {
  /** The number of batches. */
  batches: number;
  /** Batches without a response yet. Their calls are in none of the counts. */
  pending: number;
  /** Batches that are complete. */
  complete: number;
  /** Batches that a monitor gave up. Their calls count as they were last received. */
  givenUp: number;
  /** The calls of all batches together, as in a batch. */
  waiting: number;
  active: number;
  completed: number;
  failed: number;
  total: number;
  /**
   * The progress of the whole. The time left is that of the batch that ends last. It is absent while
   * it is unknown for any batch.
   */
  progress: Progress;
}

/** The part of a report that counts. */
export interface Part {
  state: 'pending' | 'open' | 'complete' | 'givenUp';
  counts: Record<'waiting' | 'active' | 'completed' | 'failed' | 'total', number>;
  unaccounted: number;
  throughput?: number | undefined;
  timeLeft?: TimeLeft | undefined;
}

const none = { waiting: 0, active: 0, completed: 0, failed: 0, total: 0 };

/** What a report contributes to the totals. It contains only numbers. */
export function partOf(report: WatchUpdate | WatchPending | MonitorFailure): Part {
  const update = report.type === 'failure' ? report.update : report;
  const isGivenUp = report.type === 'failure';
  if (update?.type !== 'update') {
    return { state: isGivenUp ? 'givenUp' : 'pending', counts: none, unaccounted: 0 };
  }
  const { batch, phase, progress } = update;
  const { waiting, active, completed, failed, total } = batch;
  const isComplete = phase === 'complete';
  return {
    state: isGivenUp ? 'givenUp' : isComplete ? 'complete' : 'open',
    counts: { waiting, active, completed, failed, total },
    unaccounted: unaccountedCalls(batch),
    ...(!isGivenUp && !isComplete && progress),
  };
}

/**
 * Adds up batches, for example those of one campaign. Pass the latest update of each batch, its
 * `pending` report, or its `failure`, from a monitor or from watches.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, createMonitor, totalsOf } from '@batch-status/fetch';
 *
 * const monitor = createMonitor(createBatchStatusClient({ baseUrl: '/api' }));
 * for (const id of ['batch_7891011121314', 'batch_7891011121315']) monitor.add(id);
 * monitor.end();
 * const latest = new Map();
 * for await (const report of monitor) {
 *   latest.set(report.batchId, report);
 *   const { progress, complete, batches } = totalsOf(latest.values());
 *   console.log(`${Math.round(progress.fraction * 100)} %, ${complete} of ${batches} complete`);
 * }
 * ```
 */
export function totalsOf(
  reports: Iterable<WatchUpdate | WatchPending | MonitorFailure>,
): BatchTotals {
  return sumOf(Array.from(reports, partOf));
}

export function sumOf(parts: Iterable<Part>): BatchTotals {
  const sum = { batches: 0, pending: 0, complete: 0, givenUp: 0, ...none };
  let [unaccounted, throughput] = [0, 0];
  let [isKnown, timeLeft]: [boolean, TimeLeft | undefined] = [true, undefined];
  for (const part of parts) {
    sum.batches += 1;
    if (part.state !== 'open') sum[part.state] += 1;
    for (const name of Object.keys(none) as (keyof typeof none)[]) sum[name] += part.counts[name];
    unaccounted += part.unaccounted;
    throughput += part.throughput ?? 0;
    if (part.state !== 'open' && part.state !== 'pending') continue;
    if (part.timeLeft) timeLeft = later(timeLeft, part.timeLeft);
    else isKnown = false;
  }
  const done = sum.completed + sum.failed;
  const isOver = sum.complete === sum.batches;
  const fraction = sum.total > 0 ? Math.min(1, done / sum.total) : Number(isOver);
  const progress: Progress = { fraction, done, unaccounted };
  if (throughput > 0) progress.throughput = throughput;
  if (isKnown && timeLeft) progress.timeLeft = timeLeft;
  return { ...sum, progress };
}

const confidences = ['low', 'medium', 'high'] as const;

/** The time until both are over. */
function later(one: TimeLeft | undefined, other: TimeLeft): TimeLeft {
  if (!one) return other;
  const ranks = [one, other].map(({ confidence }) => confidences.indexOf(confidence));
  return {
    likely: Math.max(one.likely, other.likely),
    low: Math.max(one.low, other.low),
    high: Math.max(one.high, other.high),
    confidence: confidences[Math.min(...ranks)]!,
  };
}
