import { redisStore } from '@batch-status/server/redis';
import { Queue } from 'bullmq';
import { killsAt } from '../witness/kill-points.ts';
import { Witness } from '../witness/witness.ts';
import { createBatch } from './create-batch.ts';
import {
  connect,
  log,
  prefixOf,
  sayReady,
  settings as given,
  type CreatorSettings,
} from './settings.ts';

const settings = given as CreatorSettings;
const storeConnection = connect(settings.store);
const connection = connect(settings.queue);
const queue = new Queue(settings.queueName, { connection, ...prefixOf(settings.queue) });
queue.on('error', log);
const reach = killsAt(settings.killAt, new Witness(settings.witness));
sayReady();
await createBatch(redisStore(storeConnection), queue, settings, reach);
await queue.close();
storeConnection.disconnect();
connection.disconnect();
