import { batchOf } from '@batch-status/loopback/batches';
import { findRedis, redisContents, startRedis } from '@batch-status/loopback/redis';
import type { BatchStatusSource } from '@batch-status/node';
import { systemClock } from '@batch-status/time';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { Board } from '../../src/board/board.ts';
import { discretionWith } from '../../src/board/discretion.ts';
import { openSharedMonitors } from '../../src/command/shared-monitor.ts';
import { DataFile } from '../../src/data/data-file.ts';
import type { BoardBatch } from '../../src/wire/board.ts';
import { planted } from '../end-to-end/real-service.ts';

const { apiKey, workspaceId, number } = planted;
const secrets = [apiKey, workspaceId];
const service: BatchStatusSource = {
  getBatchStatus: async () => ({
    ...batchOf({ isComplete: true }),
    ...{ [number]: number, caller: Number(number), more: [{ number, apiKey }] },
    recent_calls: [
      { jobId: 'a', status: 'failed', phone_number: number, error: `Busy: ${number} ${apiKey}` },
      { jobId: 'b', status: 'completed', phone_number: number, caller: Number(number) },
    ],
  }),
};

/** What a dashboard of its own shows of a batch that has ended. */
async function shownWith(redisUrl: string): Promise<BoardBatch> {
  await using shared = await openSharedMonitors(service, redisUrl, secrets);
  const data = new DataFile(':memory:');
  const limits = { requestsPerSecond: 20, maxStaleness: 1000 };
  const discretion = discretionWith(secrets);
  const board = new Board({ ...shared, limits, data, discretion, clock: systemClock });
  const ended = new Promise<void>((resolve) => {
    board.listen({
      changed: (batchId) => board.batch(batchId)?.state === 'ended' && resolve(),
      removed: () => undefined,
    });
  });
  board.add(['b']);
  await ended;
  await board.close();
  data.close();
  return board.batch('b')!.view;
}

test.skipIf(!findRedis())(
  'dashboards with one Redis show the same reasons and masked calls, and Redis has nothing unmasked',
  async () => {
    await using redis = await startRedis();
    const boards = [await shownWith(redis.url), await shownWith(redis.url)];
    for (const { last, seen } of boards) {
      const reasons = [{ reason: 'Busy: ••• •••', calls: 1 }];
      expect(seen).toEqual({ calls: 2, failed: 1, reasons });
      expect(last).toMatchObject({
        batch: { recent_calls: [{ phone_number: '•••99' }, { phone_number: '•••99' }] },
      });
    }
    const connection = new Redis(redis.url);
    const contents = await redisContents(connection);
    connection.disconnect();
    expect(contents).toContain('Busy');
    for (const secret of Object.values(planted)) {
      expect(contents + JSON.stringify(boards)).not.toContain(secret);
    }
  },
);
