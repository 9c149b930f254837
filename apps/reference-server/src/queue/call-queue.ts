import { Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';

/** Braces, so that all keys of the queue are on one node of a cluster. */
export const prefix = '{batch-status-queue}';
export const queueName = 'calls';

/** What a job is about. */
export interface CallData {
  batchId: string;
  call: string;
}

export const openQueue = (connection: Redis | Cluster): Queue<CallData> =>
  new Queue<CallData>(queueName, { connection, prefix });
