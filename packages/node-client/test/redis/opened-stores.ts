import type { Finding, Grant, Turn } from '@batch-status/client-core/sharing';
import { batchOf } from '@batch-status/loopback/batches';
import { startRedis, type RedisServer } from '@batch-status/loopback/redis';
import { systemClock, type BatchStatus, type Clock } from '@batch-status/client-core';
import { Redis } from 'ioredis';
import { RedisStore } from '../../src/shared/redis-store.ts';

/** The stores of several processes, and a connection that looks at what they keep. */
export class OpenedStores implements AsyncDisposable {
  readonly redis: Redis;
  readonly #server: RedisServer;
  readonly #stores: RedisStore[] = [];
  #names = 0;

  private constructor(server: RedisServer) {
    this.#server = server;
    this.redis = new Redis(server.port);
  }

  static async start(): Promise<OpenedStores> {
    return new OpenedStores(await startRedis());
  }

  /** The stores of so many processes of one monitor. They may send requests at once. */
  async open(
    count: number,
    settings: {
      maxRequestsPerSecond?: number;
      maxStaleness?: number;
      deadline?: number;
      clock?: Clock;
    } = {},
  ): Promise<{ stores: RedisStore[]; prefix: string }> {
    this.#names += 1;
    const name = `monitor-${this.#names}`;
    const defaults = { maxRequestsPerSecond: 100, maxStaleness: 20_000, deadline: 5_000 };
    const stores = Array.from({ length: count }, () => {
      return new RedisStore(this.redis, name, { ...defaults, clock: systemClock, ...settings });
    });
    this.#stores.push(...stores);
    const prefix = `{batch-status:${name}}:`;
    for (const store of stores) await store.turn(0, 1_000);
    // A monitor that has just begun waits for a second.
    await this.redis.hset(`${prefix}state`, 'hold', 0);
    await this.release(prefix);
    return { stores, prefix };
  }

  /** Lets any process send the next request. */
  async release(prefix: string): Promise<void> {
    await this.redis.hdel(`${prefix}state`, 'active', 'activeUntil');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const store of this.#stores) await store.close();
    this.redis.disconnect();
    await this.#server.stop();
  }
}

export const following = (batchIds: readonly string[]) =>
  batchIds.map((batchId) => ({ batchId, version: -1, known: undefined }));

export const takeTurn = (store: RedisStore, most = 10): Promise<Turn> => store.turn(most, 1_000);

/** What a request may find. The batch is due again after a minute. */
export function findingOf(
  { at }: Grant,
  { pause = 1_000, ...batch }: Partial<BatchStatus> & { pause?: number } = {},
  end?: 'complete',
): Finding {
  const response = batchOf(batch);
  return {
    now: at,
    shared: {
      state: {
        ...{ startedAt: at, problem: undefined, failures: 0, failingSince: Infinity },
        ...{ inARow: 0, inARowSince: 0, retryAfter: undefined, askedToWaitUntil: undefined },
        ...{ longestPause: Infinity, nextCheckAt: at, news: 1 },
        forecast: { batch: response, receivedAt: at, phase: 'running', marks: [] } as never,
      },
      plan: {
        ...{ since: at, notBefore: at + 60_000, pause, urgentFrom: Infinity, urgentPause: pause },
        isDoubtful: false,
      },
    },
    end,
    multiple: undefined,
    rest: 0,
  };
}
