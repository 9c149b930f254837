import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startRedis } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import type { Grid } from '../reports/table.ts';
import { mean, nearestRank } from '../rounds/statistics.ts';
import type { Arrivals } from './batch-server.ts';
import type { Followed, Task } from './follower.ts';
import { batchCount } from './short-batches.ts';

/** How many processes share a monitor. */
export const shares: readonly number[] = [1, 2, 4];
const perSecond = 5;
const maxStaleness = 600_000;
/** From when all processes are ready until they start, in milliseconds. */
const preparation = 20_000;

export const nameOfShare = (processes: number): string =>
  processes === 1 ? 'one process' : `${processes} processes`;

interface Trial extends Arrivals {
  lags: number[];
  /** In microseconds for each request: of all processes together, and of Redis. */
  cpu: number;
  redisCpu: number | undefined;
}

/** A shared monitor compared with one that is not shared, in real time. All trials run at once. */
export async function benchSharing(): Promise<Grid[]> {
  const trials = await Promise.all([
    prepare(1, false),
    ...shares.map((count) => prepare(count, true)),
  ]);
  const startAt = Date.now() + preparation;
  const [alone, ...shared] = await Promise.all(trials.map((run) => run(startAt)));
  return [gridOf(alone!, shared)];
}

/** Starts the processes of a trial. The returned function runs it. */
async function prepare(
  processes: number,
  isShared: boolean,
): Promise<(startAt: number) => Promise<Trial>> {
  const redis = isShared ? await startRedis() : undefined;
  const connection = redis && new Redis(redis.port);
  const server = startFile('batch-server.ts');
  const url = await messageOf<string>(server);
  const task: Task = { url, redis: redis?.port, perSecond, maxStaleness };
  const followers = Array.from({ length: processes }, () =>
    startFile('follower.ts', JSON.stringify(task)),
  );
  await Promise.all(followers.map((child) => messageOf(child)));
  return async (startAt) => {
    server.send(startAt);
    await messageOf(server);
    for (const child of followers) child.send(startAt);
    const before = await cpuOf(connection);
    const followed = await Promise.all(followers.map((child) => messageOf<Followed>(child)));
    const after = await cpuOf(connection);
    server.send('report');
    const arrivals = await messageOf<Arrivals>(server);
    for (const child of followers) child.send('end');
    await Promise.all(followers.map((child) => once(child, 'exit')));
    server.kill();
    connection?.disconnect();
    await redis?.stop();
    const cpu = followed.reduce((sum, each) => sum + each.cpu, 0);
    return {
      ...arrivals,
      lags: followed.flatMap(({ lags }) => lags),
      cpu: cpu / arrivals.requests,
      redisCpu: before === undefined ? undefined : (after! - before) / arrivals.requests,
    };
  };
}

/** The CPU that a Redis has used, in microseconds. */
async function cpuOf(connection: Redis | undefined): Promise<number | undefined> {
  const info = await connection?.info('cpu');
  if (info === undefined) return undefined;
  const seconds = (name: string): number =>
    Number(new RegExp(`^${name}:(.*)$`, 'm').exec(info)![1]);
  return 1e6 * (seconds('used_cpu_user') + seconds('used_cpu_sys'));
}

function startFile(file: string, ...args: string[]): ChildProcess {
  return fork(join(import.meta.dirname, file), args, {
    execArgv: ['--conditions=@batch-status/source'],
  });
}

async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const failed = once(child, 'exit').then(() => {
    throw new Error('A process of the benchmark has ended early.');
  });
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [Message];
  failed.catch(() => {});
  return message;
}

function gridOf(alone: Trial, shared: Trial[]): Grid {
  const names = ['createMonitor', ...shares.map(nameOfShare)];
  return {
    name: 'sharing',
    title: 'One monitor in many processes',
    note: `${batchCount.toLocaleString('en')} batches of at most five minutes under ${perSecond} requests per second, in real time. One \`createMonitor\` follows them, and then a \`sharedMonitor\` in one or more processes, where each process follows all batches. The lag is the time from the end of a batch until a process knows it. The CPU is the sum of all processes, without Redis, for each request. The last column is the most requests that arrived at the server in any sliding second.`,
    columns: [
      { name: 'mean lag, s', format: 'thousands' },
      { name: 'lag, ratio', format: 'hundredths' },
      { name: '95 of 100, s', format: 'thousands' },
      { name: 'requests', format: 'whole' },
      { name: 'requests, ratio', format: 'hundredths' },
      { name: 'CPU, µs', format: 'whole' },
      { name: 'CPU, ratio', format: 'hundredths' },
      { name: 'CPU of Redis, µs', format: 'whole' },
      { name: 'most in a second', format: 'whole' },
    ],
    figures: [alone, ...shared].map(({ lags, requests, cpu, redisCpu, mostInSecond }, nth) => ({
      name: names[nth]!,
      values: [
        ...[mean(lags), mean(lags) / mean(alone.lags), nearestRank(lags, 0.95)],
        ...[requests, requests / alone.requests],
        ...[cpu, cpu / alone.cpu, redisCpu, mostInSecond],
      ],
    })),
  };
}
