import { tracked } from '@batch-status/server/bullmq';
import { redisStore } from '@batch-status/server/redis';
import { Queue, Worker } from 'bullmq';
import { killsAt } from '../witness/kill-points.ts';
import { Witness } from '../witness/witness.ts';
import { witnessedStore } from '../witness/witnessed-store.ts';
import { callMaker, nameOf } from './calls.ts';
import {
  connect,
  log,
  prefixOf,
  sayReady,
  settings as given,
  type WorkerSettings,
} from './settings.ts';

const settings = given as WorkerSettings;
const { queueName, concurrency, lockDuration, maxStalledCount } = settings;
const witness = new Witness(settings.witness);
const reach = killsAt(settings.killAt, witness);
const storeConnection = connect(settings.store);
const connection = connect(settings.queue);
const store = witnessedStore(redisStore(storeConnection), witness, reach);
const prefix = prefixOf(settings.queue);
const queue = new Queue(queueName, { connection, ...prefix });
queue.on('error', log);
const processor = tracked(store, callMaker(settings, witness, reach), { log, queue });
const worker = new Worker(queueName, processor, {
  ...{ connection, concurrency, lockDuration, maxStalledCount, ...prefix },
  stalledInterval: lockDuration / 2,
});
worker.on('error', log);
worker.on('failed', (job, error) => log(job?.id, error));
worker.on('completed', (job) => reach('after BullMQ has the end', nameOf(job)));
await worker.waitUntilReady();
sayReady();

process.once('SIGTERM', () => {
  void (async () => {
    await Promise.all([worker.close(), queue.close()]);
    storeConnection.disconnect();
    connection.disconnect();
  })();
});
