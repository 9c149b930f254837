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

export function openQueue(connection: Redis | Cluster): Queue<CallData> {
  const queue = new Queue<CallData>(queueName, { connection, prefix });
  // Otherwise, BullMQ prints each error of the connection. Requests that fail say so themselves.
  queue.on('error', () => {});
  return queue;
}
