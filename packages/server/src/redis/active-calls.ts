import type { ActiveCall } from '../store/batch-store.ts';
import type { RedisConnection } from './connection.ts';
import { batchesKey, keysOf } from './keys.ts';

/** How many batches one request lists. */
const pageSize = 100;

/** A batch that is not there this long after it was listed was never created. In milliseconds. */
const creationTime = 3_600_000;

/** Lists active calls by the list of batches in progress. */
export class ActiveCalls {
  readonly #connection: RedisConnection;
  readonly #now: () => number;

  constructor(connection: RedisConnection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  /** Removes a batch that has ended from the list. */
  remove(batchId: string): void {
    // If it fails, `all` removes the batch.
    this.#connection.zrem(batchesKey, batchId).catch(() => {});
  }

  async *all(): AsyncGenerator<ActiveCall, void> {
    // A scan may return a batch twice.
    const seen = new Set<string>();
    let cursor = '0';
    do {
      const [next, page] = await this.#connection.zscan(batchesKey, cursor, 'COUNT', pageSize);
      cursor = next;
      for (const [batchId, listedAt] of pairs(page)) {
        if (seen.has(batchId)) continue;
        seen.add(batchId);
        yield* this.#ofBatch(batchId, Number(listedAt));
      }
    } while (cursor !== '0');
  }

  async *#ofBatch(batchId: string, listedAt: number): AsyncGenerator<ActiveCall, void> {
    const [row, active] = keysOf(batchId);
    const [calls, [isThere, end]] = await Promise.all([
      this.#connection.hgetall(active),
      this.#connection.hmget(row, 'format', 'end') as Promise<[string | null, string | null]>,
    ]);
    const isCreated = isThere !== null || this.#now() - listedAt < creationTime;
    if (end !== null || !isCreated) this.remove(batchId);
    for (const [call, value] of Object.entries(calls)) {
      const [, attempt, runner] = /^(\d+) \d+ (.*)$/s.exec(value)!;
      yield { batchId, call, attempt: Number(attempt), runner: runner || undefined };
    }
  }
}

const pairs = (flat: readonly string[]): [string, string][] =>
  flat.flatMap((member, index) => (index % 2 === 0 ? [[member, flat[index + 1]!]] : []));
