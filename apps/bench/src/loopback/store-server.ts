/**
 * The handler of `@batch-status/server` with a key and CORS. Its batches are in SQLite in memory, or
 * in the Redis at a port. The batch `unchanged` exists.
 *
 * `--redis <port>`
 */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { listenOnLoopback } from '@batch-status/loopback';
import { statusHandler, type BatchStore, type Transition } from '@batch-status/server';
import { redisStore } from '@batch-status/server/redis';
import { sqliteStore } from '@batch-status/server/sqlite';
import { Redis } from 'ioredis';
import { reportUsage } from './report-usage.ts';
import { keepAliveTimeout } from './keep-alive.ts';
import { credentials } from './status-request.ts';

reportUsage();
const { values } = parseArgs({ options: { redis: { type: 'string' } } });
const store: BatchStore =
  values.redis === undefined
    ? sqliteStore(':memory:')
    : redisStore(new Redis(Number(values.redis)));

/** 150 calls: 100 have ended, and 20 are active. */
const calls = Array.from({ length: 120 }, (_, index) => `call_${index}`);
const at = 1_703_097_600_000;
const dials = calls.map((call): Transition => ({ kind: 'dial', at, call, attempt: 1 }));
const ends = calls.slice(0, 100).map((call): Transition => ({
  ...{ kind: 'end', at: at + 60_000, call, attempt: 1, duration: 45_000, failure: null },
}));
await store.create({ batchId: 'unchanged', total: 150 });
await store.transition('unchanged', [...dials, ...ends]);

const { 'x-api-key': key, 'x-workspace-id': workspace } = credentials;
const authorize = ({ headers }: { headers: NodeJS.Dict<string | string[]> }): string | undefined =>
  headers['x-api-key'] === key && headers['x-workspace-id'] === workspace ? workspace : undefined;
const handler = statusHandler({ store, authorize, cors: true, log: console.error });
const { url } = await listenOnLoopback(createServer({ keepAliveTimeout }, handler));
process.stdout.write(`${url}\n`);
