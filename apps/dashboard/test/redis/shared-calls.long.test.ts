import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { batchOf } from '@batch-status/loopback/batches';
import { findRedis, redisContents, startRedis } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import type { BoardBatch } from '../../src/wire/board.ts';
import { start } from '../command/start-command.ts';
import { planted } from '../end-to-end/real-service.ts';
import { EventReader, openStream } from '../stream/event-reader.ts';

const { apiKey, workspaceId, number, spaced } = planted;

/** The response to a request: each has other calls, and personal data and secrets everywhere. */
const responseTo = (nth: number): string =>
  JSON.stringify({
    ...batchOf({ completed: 3 * nth, isComplete: nth === responses, waiting: responses - nth }),
    ...{ [number]: number, more: [number, apiKey], caller: Number(number), workspace: workspaceId },
    recent_calls: [
      { jobId: `${nth}.a`, status: 'failed', phone_number: number, error: `Busy: ${spaced}` },
      { jobId: `${nth}.b`, status: 'failed', phone_number: number, error: `No line, ${apiKey}` },
      { jobId: `${nth}.c`, status: 'completed', phone_number: number, caller: Number(number) },
    ],
  });
const responses = 5;

test.skipIf(!findRedis())(
  'dashboards with --redis show the same reasons and masked calls, and Redis has nothing unmasked',
  async () => {
    await using redis = await startRedis();
    let requests = 0;
    await using service = await listenOnLoopback(
      createServer((_, response) => {
        requests += 1;
        response.setHeader('content-type', 'application/json');
        response.end(responseTo(requests));
      }),
    );
    const env = {
      ...{ TRILLET_API_KEY: apiKey, TRILLET_WORKSPACE_ID: workspaceId },
      ...{ TRILLET_BASE_URL: service.url, REDIS_URL: redis.url },
    };
    /** What a dashboard shows in the end. */
    const shown = async (): Promise<BoardBatch> => {
      const command = start(['b', '--redis', '--requests', '20/s', '--max-staleness', '1'], env);
      const stream = await openStream(Number(new URL(await command.link()).port));
      onTestFinished(() => void stream.destroy());
      const reader = new EventReader(stream);
      const isOver = (each: BoardBatch): boolean => each.state === 'ended';
      const event = await reader.until(({ batches }) => batches.some(isOver));
      return event.batches.find(isOver)!;
    };
    const first = await shown();
    // It starts when all is over, and still shows what the first one has seen.
    const second = await shown();
    expect(requests).toBe(responses);
    for (const { last, seen } of [first, second]) {
      expect(seen).toEqual({
        ...{ calls: 3 * responses, failed: 2 * responses },
        reasons: [
          { reason: 'Busy: •••', calls: responses },
          { reason: 'No line, •••', calls: responses },
        ],
      });
      expect(last).toMatchObject({
        batch: { recent_calls: [{ phone_number: '•••99' }, {}, { phone_number: '•••99' }] },
      });
    }
    const connection = new Redis(redis.url);
    const contents = await redisContents(connection);
    connection.disconnect();
    expect(contents).toContain('No line');
    const everything = contents + JSON.stringify([first, second]);
    for (const secret of Object.values(planted)) expect(everything).not.toContain(secret);
  },
);
