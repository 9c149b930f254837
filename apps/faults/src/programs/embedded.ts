import { createServer } from 'node:http';
import { statusHandler } from '@batch-status/server';
import { tracked } from '@batch-status/server/bullmq';
import { sqliteStore } from '@batch-status/server/sqlite';
import { Queue, Worker } from 'bullmq';
import { killsAt } from '../witness/kill-points.ts';
import { Witness } from '../witness/witness.ts';
import { witnessedStore } from '../witness/witnessed-store.ts';
import { callMaker } from './calls.ts';
import { createBatch } from './create-batch.ts';
import { connect, log, sayReady, settings as given, type EmbeddedSettings } from './settings.ts';

/** A server, a worker, and a store in SQLite, in one process. */
const settings = given as EmbeddedSettings;
const { queueName, concurrency, lockDuration, maxStalledCount } = settings;
const witness = new Witness(settings.witness);
const reach = killsAt(settings.killAt, witness);
const connection = connect(settings.queue);
const sqlite = sqliteStore(settings.file);
// Otherwise, a file at its size limit would be written from its start again.
sqlite.database.exec('PRAGMA wal_autocheckpoint = 0');
const store = witnessedStore(sqlite, witness, reach);
const queue = new Queue(queueName, { connection });
queue.on('error', log);
await createBatch(store, queue, settings, reach);
const processor = tracked(store, callMaker(settings, witness, reach), { log, queue });
const worker = new Worker(queueName, processor, {
  ...{ connection, concurrency, lockDuration, maxStalledCount },
  stalledInterval: lockDuration / 2,
});
worker.on('error', log);
worker.on('failed', (job, error) => log(job?.id, error));
const server = createServer(statusHandler({ store, authorize: () => 'faults', log }));
server.listen(settings.port, '127.0.0.1', sayReady);
