import { createServer, type Server } from 'node:http';
import {
  RequestError,
  statusHandler,
  UnknownBatchError,
  type BatchStore,
  type StatusHandlerOptions,
  type StoredBatch,
  type Transition,
  type TransitionOutcome,
} from '@batch-status/server';
import { tracked, type TrackedCall, type TrackedOptions } from '@batch-status/server/bullmq';
import {
  checkRedis,
  redisStore,
  RedisSetupError,
  type RedisStoreOptions,
} from '@batch-status/server/redis';
import { DataFileError, sqliteStore, type SqliteStore } from '@batch-status/server/sqlite';
import { Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';

const authorize: StatusHandlerOptions['authorize'] = async ({ headers }) => {
  if (headers['x-api-key'] === 'key') return 'workspace';
  throw new RequestError(401, { error: 'Unknown key' });
};

export function serve(store: BatchStore): Server {
  return createServer(statusHandler({ store, authorize, log: undefined, cors: true }));
}

export function open(file: string): SqliteStore | string {
  try {
    return sqliteStore(file, { retention: 1000, now: undefined });
  } catch (error) {
    if (error instanceof DataFileError) return error.message;
    throw error;
  }
}

export async function problemOf(connection: Redis): Promise<string | undefined> {
  try {
    await checkRedis(connection);
    return undefined;
  } catch (error) {
    if (error instanceof RedisSetupError) return error.message;
    throw error;
  }
}

const kept: RedisStoreOptions = { retention: undefined };
export const inRedis: BatchStore = redisStore(new Redis({ lazyConnect: true }), kept);

interface Contact {
  name: string;
}

const options: TrackedOptions = {
  callOf: ({ data }): TrackedCall => ({ batchId: 'b', call: (data as Contact).name }),
  log: undefined,
};

export const work = (store: BatchStore): Worker<Contact, number> =>
  new Worker<Contact, number>(
    'calls',
    tracked(store, async ({ data }: Job<Contact, number>) => data.name.length, options),
    { connection: { url: 'redis://127.0.0.1' }, autorun: false },
  );

const dial: Transition = { kind: 'dial', at: 1000, call: 'ann', attempt: 1 };

export async function mayDial(store: BatchStore, batchId: string): Promise<boolean> {
  try {
    const [outcome]: TransitionOutcome[] = await store.transition(batchId, [dial]);
    return outcome === 'applied' || outcome === 'current';
  } catch (error) {
    if (error instanceof UnknownBatchError) return false;
    throw error;
  }
}

export const active = async (store: SqliteStore): Promise<number | undefined> => {
  const batch: StoredBatch | undefined = store.read('b');
  return batch?.status.active;
};
