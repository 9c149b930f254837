import { once } from 'node:events';
import {
  createBatchStatusClient,
  createMonitor,
  type Monitor,
  type MonitorOptions,
} from '@batch-status/node';
import { sharedMonitor } from '@batch-status/node/shared';
import { Redis } from 'ioredis';
import { shortBatches, someTime } from './short-batches.ts';

/** What a process follows, and how. */
export interface Task {
  url: string;
  /** The port of Redis, if the monitor is shared. */
  redis: number | undefined;
  perSecond: number;
  maxStaleness: number;
}

/** What a process has seen. */
export interface Followed {
  /** From the end of each batch until this process knew it, in milliseconds. */
  lags: number[];
  /** The CPU time since the start, in microseconds. */
  cpu: number;
}

/** Follows all batches from when its parent says, and sends what it has seen. */
const { url, redis, perSecond, maxStaleness } = JSON.parse(process.argv[2]!) as Task;
const client = createBatchStatusClient({ baseUrl: url, apiKey: 'key', workspaceId: 'workspace' });
const connection = redis === undefined ? undefined : new Redis(redis);

const options: MonitorOptions = { maxRequestsPerSecond: perSecond, maxStaleness };
const createdBy = (): Monitor =>
  connection ? sharedMonitor(client, { ...options, connection }) : createMonitor(client, options);

/** When each batch ends, in milliseconds after the start. */
const ends = new Map(
  Array.from(shortBatches(someTime), ([id, { completedTime }]) => [id, completedTime - someTime]),
);
process.send!('ready');
const [startAt] = (await once(process, 'message')) as [number];
await new Promise((resolve) => setTimeout(resolve, startAt - Date.now()));
const before = process.cpuUsage();
const monitor = createdBy();
for (const batchId of ends.keys()) monitor.add(batchId);
monitor.end();
const lags: number[] = [];
for await (const report of monitor) {
  if (report.type === 'failure') throw report.error;
  if (report.type !== 'update' || report.phase !== 'complete') continue;
  lags.push(Date.now() - startAt - ends.get(report.batchId)!);
}
const { user, system } = process.cpuUsage(before);
process.send!({ lags, cpu: user + system } satisfies Followed);
await once(process, 'message');
connection?.disconnect();
await client.close();
process.disconnect();
