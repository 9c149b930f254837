import { findRedis, startRedisCluster, type RedisCluster } from '@batch-status/loopback/redis';
import type { BatchStatus } from '@batch-status/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../command/start-command.ts';
import { credentials } from '../running-server.ts';

describe.skipIf(!findRedis())('with batches in a cluster', () => {
  let cluster: RedisCluster;
  let store: string[];

  beforeAll(async () => {
    cluster = await startRedisCluster();
    store = ['--store', `redis+cluster://127.0.0.1:${cluster.nodes[0]!.port}`];
  });

  afterAll(() => cluster.stop());

  test('batches are created, made, cancelled, and served', async () => {
    const server = start(['serve', '--port', '0', ...store]);
    const [line] = await server.printed(2);
    const [url] = /http:\S+\d/.exec(line!)!;
    const read = async (batchId: string): Promise<BatchStatus> => {
      const path = `/v1/api/batch-calls/${batchId}/status`;
      return (await (await fetch(url + path, { headers: credentials })).json()) as BatchStatus;
    };
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const id of [...ids, 'cancelled']) {
      const created = start(['create', id, '--calls', '15', ...store]);
      expect([await created.exitCode, created.err()]).toEqual([0, '']);
    }
    expect(await start(['cancel', 'cancelled', ...store]).exitCode).toBe(0);
    const workers = [1, 2].map(() => start(['work', '--call-duration', '0.01', ...store]));
    for (const id of ids) {
      let batch = await read(id);
      while (!batch.isComplete) batch = await read(id);
      expect(batch.completed + batch.failed).toBe(15);
    }
    expect(await read('cancelled')).toMatchObject({ status: 'cancelled', isComplete: true });
    for (const command of [...workers, server]) {
      command.stop();
      expect([await command.exitCode, command.err()]).toEqual([0, '']);
    }
  });

  test('a node of a cluster that is named as one Redis is refused in one sentence', async () => {
    const { url } = cluster.nodes[0]!;
    const command = start(['work', '--store', url]);
    expect(await command.exitCode).toBe(1);
    expect(command.err()).toContain(
      `is a node of a cluster; use ${url.replace('redis:', 'redis+cluster:')}.`,
    );
  });

  test('while a node is gone, its batches get a 503 within two seconds, and the others respond', async () => {
    const server = start(['serve', '--port', '0', ...store]);
    const [line] = await server.printed(2);
    const [url] = /http:\S+\d/.exec(line!)!;
    const ids = Array.from({ length: 12 }, (_, index) => `batch-${index}`);
    for (const id of ids) {
      const created = start(['create', id, '--calls', '1', ...store]);
      expect([await created.exitCode, created.err()]).toEqual([0, '']);
    }
    await cluster.nodes[2]!.kill();
    const responses = await Promise.all(
      ids.map((id) => fetch(`${url}/v1/api/batch-calls/${id}/status`, { headers: credentials })),
    );
    const statuses = responses.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    for (const { status, headers } of responses) {
      expect(headers.get('retry-after')).toBe(status === 503 ? '1' : null);
    }
    await cluster.nodes[2]!.restart();
    for (const id of ids) {
      const get = (): Promise<Response> =>
        fetch(`${url}/v1/api/batch-calls/${id}/status`, { headers: credentials });
      // It kept nothing, so its batches are gone.
      while ((await get()).status === 503);
    }
  });
});
