import {
  demand,
  demandMethods,
  type BatchStatusSource,
  type Monitor,
  type MonitorOptions,
  type MonitorReportOptions,
  type MonitorReportsOf,
} from '@batch-status/client-core';
import {
  createSharedMonitor,
  monitorDefaults,
  resolveMonitorOptions,
  withoutPersonalData,
  type MonitorReport,
  type MonitorSettings,
} from '@batch-status/client-core/sharing';
import type { BatchStatus } from '@batch-status/spec';
import type { Cluster, Redis } from 'ioredis';
import { RedisStore } from './redis-store.ts';

/** The options of {@link sharedMonitor}. */
export interface SharedMonitorOptions extends MonitorOptions {
  /**
   * A connection of ioredis to one node or to a cluster, as a model: the monitor opens connections of
   * its own with the same address and credentials, and closes them when it ends. Redis must be
   * version 6.2 or later, or Valkey.
   */
  connection: Redis | Cluster;
  /**
   * Names the monitor. Processes with the same name and Redis share batches and budget, so use one
   * name for each key of the API. Default `default`.
   */
  name?: string | undefined;
  /**
   * Whether Redis and the reports contain phone numbers and other personal data. By default, the
   * members that the contract marks as sensitive are removed from each batch, and phone numbers in
   * other texts are masked. All processes must agree.
   */
  personalData?: boolean | undefined;
  /**
   * Changes each batch before it is stored in Redis and reported. It may add members, for example to
   * count something over many responses: `previous` is the batch of the last report, even if another
   * process sent that request, or `undefined` before the first report. Personal data is removed from
   * the result, unless `personalData` is set. Use the same function in all processes.
   */
  transform?: ((batch: BatchStatus, previous: BatchStatus | undefined) => BatchStatus) | undefined;
  /**
   * As in `createMonitor`, but at most a quarter of `maxStaleness`, and at least a second: the place of
   * a request whose process has died is free a second after its deadline.
   */
  deadline?: number | undefined;
}

type SharedMonitorSettings = MonitorSettings & {
  connection: Redis | Cluster | undefined;
  name: string;
  personalData: boolean;
  transform: NonNullable<SharedMonitorOptions['transform']>;
};

const sharedMonitorDefaults: SharedMonitorSettings = {
  connection: undefined,
  name: 'default',
  personalData: false,
  transform: (batch) => batch,
  ...monitorDefaults,
};

/**
 * Follows batches as {@link sharedMonitor} does, and reports what {@link MonitorReportOptions} request.
 *
 * @throws the same errors as without these options.
 */
export function sharedMonitor<const Options extends SharedMonitorOptions & MonitorReportOptions>(
  client: BatchStatusSource,
  // Options that have no member of `MonitorReportOptions` belong to the next signature.
  options: Options & (keyof Options & keyof MonitorReportOptions extends never ? never : unknown),
): Monitor<MonitorReportsOf<Options>>;
/**
 * Creates one monitor for many processes: they share the batches, what is known about them, and one
 * budget of requests, in Redis beside a queue of BullMQ. It has the interface of `createMonitor`.
 *
 * Each process gets reports about the batches that it has added. A batch that several processes have
 * added is polled once for all of them. `size`, `totals`, `save`, and the phases in `state` are those
 * of this process; the budget, the pauses, and the requests in `state` are those of all processes.
 *
 * Results reach all processes within two seconds, or a tenth of `maxStaleness` if that is less. `add`
 * counts the batches of all processes as this process last knew them, so several processes that add
 * batches at the same time may exceed the capacity a little.
 *
 * While Redis does not respond, no requests are sent. After five seconds, each batch is reported with a
 * `problem`, and `state.pause` says why. When it responds again, everything goes on by itself.
 *
 * If a process dies, another one polls its batches. Its own interest in batches ends within a
 * minute. End the monitor with `close`, or with `end` after its last batch, or else its connections
 * keep the process alive.
 *
 * @throws {ConfigurationError} whose `option` names the invalid one.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient } from '@batch-status/node';
 * import { sharedMonitor } from '@batch-status/node/shared';
 * import type { Redis } from 'ioredis';
 *
 * export async function follow(connection: Redis, batchIds: string[]): Promise<void> {
 *   const options = { connection, maxRequestsPerSecond: 5, maxStaleness: 30_000 };
 *   const monitor = sharedMonitor(createBatchStatusClient(), options);
 *   for (const batchId of batchIds) monitor.add(batchId);
 *   monitor.end();
 *   for await (const report of monitor) console.log(report.batchId, report.type);
 * }
 * ```
 */
export function sharedMonitor(client: BatchStatusSource, options: SharedMonitorOptions): Monitor;
export function sharedMonitor(
  client: BatchStatusSource,
  options: SharedMonitorOptions & MonitorReportOptions,
): Monitor<MonitorReport> {
  const settings = resolveMonitorOptions(options, sharedMonitorDefaults);
  const { connection, name, personalData, transform, maxStaleness } = settings;
  demandMethods('connection', connection, ['duplicate', 'evalsha'], 'a connection of ioredis');
  const isName = typeof name === 'string' && /^[\w.-]{1,100}$/.test(name);
  demand(isName, 'name', name, 'up to 100 letters, digits, dots, hyphens, or underscores');
  demand(typeof transform === 'function', 'transform', transform, 'a function');
  settings.deadline = Math.min(settings.deadline, Math.max(1_000, maxStaleness / 4));
  return createSharedMonitor(
    client,
    {
      ...settings,
      storeName: 'Redis',
      shared: personalData
        ? transform
        : (batch, previous) => withoutPersonalData(transform(batch, previous)),
    },
    () => new RedisStore(connection!, name, settings),
  );
}
