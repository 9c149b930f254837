import { format } from 'node:util';
import { Cluster, Redis } from 'ioredis';
import type { KillPoint } from '../witness/kill-points.ts';

/** The port of one node, or the ports of a cluster, on loopback. */
export type Address = number | readonly number[];

export interface WorkerSettings {
  store: Address;
  queue: Address;
  queueName: string;
  witness: string;
  concurrency: number;
  /** In milliseconds. */
  lockDuration: number;
  maxStalledCount: number;
  /** How long a call lasts, in milliseconds. */
  callTime: number;
  killAt: readonly KillPoint[];
  /** The calls during which the event loop is blocked, until another process runs the call too. */
  blockedCalls?: readonly string[];
  /** The number of the dial at which the clock of this process is set back by an hour. */
  setBackAt?: number;
}

export interface ServerSettings {
  store: Address;
  port: number;
  witness: string;
  killAt: readonly KillPoint[];
}

export interface CreatorSettings {
  store: Address;
  queue: Address;
  queueName: string;
  witness: string;
  batchId: string;
  total: number;
  killAt: readonly KillPoint[];
}

export interface EmbeddedSettings extends Omit<WorkerSettings, 'store'> {
  file: string;
  port: number;
  batchId: string;
  total: number;
}

export interface FollowerSettings {
  /** Names the process in its requests and in the log. */
  name: string;
  /** Where the batches are requested, and the port of Redis. */
  url: string;
  redis: number;
  log: string;
  batchIds: readonly string[];
  maxRequestsPerSecond: number;
  maxStaleness: number;
}

/** The settings of this process, which its parent passes as JSON. */
export const settings: unknown = JSON.parse(process.argv[2]!);

/** Says to the parent that this process works. */
export const sayReady = (): void => void process.stdout.write('ready\n');

export function connect(address: Address): Redis | Cluster {
  // BullMQ requires it: a worker waits for a lost server however long it takes.
  const redisOptions = { maxRetriesPerRequest: null };
  const connection =
    typeof address === 'number'
      ? new Redis(address, redisOptions)
      : new Cluster(
          address.map((port) => ({ host: '127.0.0.1', port })),
          { redisOptions },
        );
  connection.on('error', log);
  return connection;
}

export function log(...values: unknown[]): void {
  const texts = values.map((value) => (value instanceof Error ? value.message : value));
  process.stderr.write(`${format(process.pid, ...texts)}\n`);
}

/** The keys of a queue in a cluster must be on one node. */
export const prefixOf = (address: Address): { prefix?: string } =>
  typeof address === 'number' ? {} : { prefix: '{queue}' };
