import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { batchOf, goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import {
  findRedis,
  redisContents,
  startRedis,
  type RedisServer,
} from '@batch-status/loopback/redis';
import {
  createBatchStatusClient,
  type BatchStatus,
  type BatchStatusSource,
  type Monitor,
  type MonitorFailure,
  type MonitorPending,
  type MonitorUpdate,
} from '@batch-status/node';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sharedMonitor, type SharedMonitorOptions } from '../../src/shared.ts';
import { CountingSource } from './shared-source.ts';

type Report = MonitorUpdate | MonitorFailure | MonitorPending;

describe.skipIf(!findRedis())('monitors of several processes', () => {
  let server: RedisServer;
  let connection: Redis;
  const open: Monitor[] = [];

  beforeAll(async () => {
    server = await startRedis();
    connection = new Redis(server.port);
  });

  afterEach(async () => {
    for (const monitor of open.splice(0)) await monitor[Symbol.asyncDispose]();
  });

  afterAll(async () => {
    connection.disconnect();
    await server.stop();
  });

  /** The monitor of one process. All of a test have the same name, and so share their batches. */
  function monitorOf(
    client: BatchStatusSource,
    options: Partial<SharedMonitorOptions> = {},
  ): Monitor {
    const always = { connection, maxRequestsPerSecond: 50, maxStaleness: 2_500 };
    const monitor = sharedMonitor(client, { ...always, ...options });
    open.push(monitor);
    return monitor;
  }

  /** All reports of a monitor until it ends. */
  async function reportsOf(monitor: AsyncIterable<Report>): Promise<Report[]> {
    const reports: Report[] = [];
    for await (const report of monitor) reports.push(report);
    return reports;
  }

  const endsIn = (reports: Report[]): string[] =>
    reports
      .filter(
        (report) =>
          report.type === 'failure' || (report.type === 'update' && report.phase === 'complete'),
      )
      .map(({ batchId }) => batchId)
      .toSorted();

  test('poll a batch once for all of them, and each reports each end once', async () => {
    const source = new CountingSource(2);
    const ids = ['shared_1', 'shared_2', 'shared_3'];
    const monitors = [monitorOf(source), monitorOf(source), monitorOf(source)];
    const reports = monitors.map((monitor) => {
      for (const id of ids) monitor.add(id);
      monitor.end();
      return reportsOf(monitor);
    });
    for (const each of await Promise.all(reports)) expect(endsIn(each)).toEqual(ids);
    expect([...source.requests]).toEqual(ids.map((id) => [id, 2]));
  });

  test('report the end of a batch that another one has seen, without a request', async () => {
    const source = new CountingSource(1);
    const first = monitorOf(source);
    first.add('seen');
    first.end();
    expect(endsIn(await reportsOf(first))).toEqual(['seen']);
    const later = monitorOf(source);
    later.add('seen');
    later.end();
    expect(endsIn(await reportsOf(later))).toEqual(['seen']);
    expect(source.total).toBe(1);
  });

  test('give up a batch for all of them, with the same error', async () => {
    const { url } = await listening((_, response) => response.writeHead(404).end('{"error":"no"}'));
    const client = createBatchStatusClient({ baseUrl: url, apiKey: 'key-1', workspaceId: 'w' });
    const reports = [0, 1].map(() => {
      const monitor = monitorOf(client, { notFoundGrace: 0 });
      monitor.add('unknown');
      monitor.end();
      return reportsOf(monitor);
    });
    for (const each of await Promise.all(reports)) {
      expect(each.at(-1)).toMatchObject({
        type: 'failure',
        batchId: 'unknown',
        error: { code: 'not_found', status: 404 },
      });
    }
  });

  test('keep no phone number and no key in Redis', async () => {
    const key = 'key-that-must-stay-here';
    const batch = { ...goodBatch, note: `call ${plantedPhoneNumber}`, isComplete: false };
    const { url } = await listening((_, response) => response.end(JSON.stringify(batch)));
    const client = createBatchStatusClient({ baseUrl: url, apiKey: key, workspaceId: 'w' });
    const monitor = monitorOf(client);
    const updates = monitor[Symbol.asyncIterator]();
    monitor.add('private');
    let report = (await updates.next()).value as Report;
    if (report.type === 'pending') report = (await updates.next()).value as Report;
    expect(report).toMatchObject({ type: 'update', batch: { completed: goodBatch.completed } });
    const contents = await redisContents(connection);
    expect(contents).toContain('private');
    for (const secret of [key, plantedPhoneNumber, plantedPhoneNumber.slice(1)]) {
      expect(contents).not.toContain(secret);
      expect(JSON.stringify(report)).not.toContain(secret);
    }
  });

  test('keep phone numbers with `personalData`', async () => {
    const source = { getBatchStatus: async () => ({ ...goodBatch, isComplete: false }) };
    const monitor = monitorOf(source, { personalData: true });
    monitor.add('personal');
    for await (const report of monitor) {
      if (report.type !== 'update') continue;
      expect(JSON.stringify(report)).toContain(plantedPhoneNumber);
      break;
    }
    expect(await redisContents(connection)).toContain(plantedPhoneNumber);
  });

  test('share what `transform` makes of a response', async () => {
    const calls = [{ jobId: 'call_of_a_response', status: 'ringing' }];
    const source = { getBatchStatus: async () => batchOf({ recent_calls: calls }) };
    const transform = (batch: BatchStatus): BatchStatus => ({
      ...{ ...batch, isComplete: true, note: `seen ${plantedPhoneNumber}` },
      recent_calls: [],
    });
    const monitor = monitorOf(source, { transform });
    monitor.add('transformed');
    monitor.end();
    const reports = await reportsOf(monitor);
    expect(reports.at(-1)).toMatchObject({ batch: { note: 'seen •••', recent_calls: [] } });
    const contents = await redisContents(connection);
    expect(contents).toContain('seen •••');
    expect(contents).not.toContain('call_of_a_response');
  });

  test('reject a `transform` that is not a function', () => {
    const source = new CountingSource(1);
    const invalid = { transform: 'mask' as never };
    expect(() => monitorOf(source, invalid)).toThrow(
      expect.objectContaining({ option: 'transform' }),
    );
  });

  async function listening(listener: Parameters<typeof createServer>[1]): Promise<{ url: string }> {
    const loopback = await listenOnLoopback(createServer(listener));
    servers.push(loopback);
    return loopback;
  }
  const servers: AsyncDisposable[] = [];
  afterAll(async () => {
    for (const loopback of servers) await loopback[Symbol.asyncDispose]();
  });
});
