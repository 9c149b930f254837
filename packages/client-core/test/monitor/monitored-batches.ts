import { simulate, type Scenario } from '@batch-status/simulation';
import {
  createMonitor,
  type Monitor,
  type MonitorOptions,
  type MonitorReport,
} from '../../src/index.ts';
import type { MonitorReportOptions } from '../../src/monitor/monitor-report.ts';
import { SimulatedBatches } from '../simulated-batches.ts';

export const minute = 60_000;
export const hour: number = 60 * minute;

/** About 20 minutes: 600 calls of a minute, 30 at once. */
const scenario = { calls: 600, concurrency: 30, meanCallDuration: 60, startDelay: 30_000 };

/** A batch is a function of time: tests share what they all simulate. */
const simulated = new Map<string, ReturnType<typeof simulate>>();

export function sourceOf(batches: Record<string, Scenario>): SimulatedBatches {
  const source = new SimulatedBatches();
  for (const [index, [id, members]] of Object.entries(batches).entries()) {
    const createdAt = source.clock.now();
    const key = JSON.stringify([index, members]);
    const batch = simulated.get(key) ?? simulate(index + 1, { createdAt, ...scenario, ...members });
    simulated.set(key, batch);
    source.batches.set(id, batch);
  }
  return source;
}

/** A source of equal batches whose ids are numbers. */
export const sourceOfMany = (count: number, members: Scenario = {}): SimulatedBatches =>
  sourceOf(Object.fromEntries(Array.from({ length: count }, (_, nth) => [`${nth}`, members])));

/** Follows all batches of the source, by default without `pending` reports. */
export function monitorOf(
  source: SimulatedBatches,
  options: MonitorOptions & MonitorReportOptions = {},
): Monitor<MonitorReport> {
  const monitor = createMonitor(source, {
    ...{ clock: source.clock, maxRequestsPerSecond: 10, reportPending: false },
    ...options,
  }) as Monitor<MonitorReport>;
  for (const batchId of source.batches.keys()) monitor.add(batchId);
  return monitor;
}

/** Collects all reports. `received` grows as time passes. */
export function listen<Report>(monitor: AsyncIterable<Report>): {
  received: Report[];
  ended: Promise<void>;
} {
  const received: Report[] = [];
  const all = async (): Promise<void> => {
    for await (const report of monitor) received.push(report);
  };
  return { received, ended: all() };
}

export const phasesOf = (received: readonly MonitorReport[], batchId: string): unknown[] =>
  received.flatMap((report) =>
    report.type === 'update' && report.batchId === batchId ? [report.phase] : [],
  );
