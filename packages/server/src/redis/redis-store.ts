import {
  illegal,
  newBatch,
  settled,
  type CallRow,
  type IllegalTransition,
  type Transition,
} from '@batch-status/batch-row';
import { Script } from '@batch-status/redis-script';
import { systemClock, type Clock } from '@batch-status/time';
import type {
  ActiveCall,
  BatchStore,
  NewBatch,
  StoredBatch,
  TransitionOutcome,
} from '../store/batch-store.ts';
import { checkNewBatch, checkTransition } from '../store/check-input.ts';
import { StoreUnavailableError, UnknownBatchError } from '../store/errors.ts';
import { ActiveCalls } from './active-calls.ts';
import { BatchCache, type FoundBatch } from './batch-cache.ts';
import type { RedisConnection } from './connection.ts';
import { encodeTransition } from './encode-transition.ts';
import { batchesKey, keysOf } from './keys.ts';
import { batchOf, fieldsOf, otherFormat } from './row-fields.ts';
import { createScript } from './scripts/create-script.ts';
import { transitionScript } from './scripts/transition-script.ts';
import { TurnGroups } from './turn-groups.ts';

const transitionInRedis = new Script(transitionScript);
const createInRedis = new Script(createScript);

/** How long a read waits for Redis, in milliseconds. ioredis itself would wait for a lost server. */
const readDeadline = 1500;

const outcomes: Readonly<Record<string, TransitionOutcome>> = {
  a: 'applied',
  c: 'current',
  p: 'passed',
  r: 'refused',
};

type Reply =
  | string
  | ['ended', outcomes: string]
  | ['unknown']
  | ['format']
  | ['illegal', reason: keyof typeof illegal, ...details: [string, string, string]];

/** Keeps batches in Redis. Any number of processes may use it. */
export class RedisBatchStore implements BatchStore {
  readonly #connection: RedisConnection;
  readonly #retention: string;
  readonly #clock: Clock;
  readonly #cache: BatchCache;
  readonly #activeCalls: ActiveCalls;
  readonly #groups = new TurnGroups((batchId, all) => this.#apply(batchId, all));

  constructor(connection: RedisConnection, retention: number, clock: Clock = systemClock) {
    this.#connection = connection;
    this.#retention = retention === Infinity ? '0' : String(Math.ceil(retention));
    this.#clock = clock;
    this.#cache = new BatchCache(clock, (batchId) => this.#find(batchId));
    this.#activeCalls = new ActiveCalls(connection, () => clock.now());
  }

  async create(created: NewBatch): Promise<boolean> {
    checkNewBatch(created);
    const { batchId, total, ending = 'sealed', workspace } = created;
    const now = this.#clock.now();
    const batch = settled(newBatch(total, ending), now);
    const isComplete = batch.completedTime !== null;
    const [row] = keysOf(batchId);
    const args = [isComplete ? this.#retention : '', ...fieldsOf(batch, workspace)];
    const isNew = await this.#write(async () => {
      // Before the batch, so that a crash between the two leaves no batch that is not in the list.
      if (!isComplete) await this.#connection.zadd(batchesKey, now, batchId);
      return createInRedis.run(this.#connection, [row], args);
    });
    this.#cache.forget(batchId);
    return isNew === 1;
  }

  async transition(
    batchId: string,
    transitions: readonly Transition[],
  ): Promise<TransitionOutcome[]> {
    for (const transition of transitions) checkTransition(transition);
    try {
      return await this.#groups.apply(batchId, transitions);
    } finally {
      this.#cache.forget(batchId);
    }
  }

  read(batchId: string): StoredBatch | undefined | Promise<StoredBatch | undefined> {
    return this.#cache.read(batchId);
  }

  activeCalls(): AsyncIterable<ActiveCall> {
    return this.#activeCalls.all();
  }

  async close(): Promise<void> {
    // The connection belongs to the program.
  }

  async #apply(batchId: string, transitions: readonly Transition[]): Promise<TransitionOutcome[]> {
    const all = JSON.stringify(transitions.flatMap(encodeTransition));
    const reply = await this.#write(() =>
      transitionInRedis.run(this.#connection, keysOf(batchId), [this.#retention, all]),
    );
    return this.#outcomesOf(batchId, reply as Reply);
  }

  #outcomesOf(batchId: string, reply: Reply): TransitionOutcome[] {
    if (typeof reply === 'string') return decodeOutcomes(reply);
    switch (reply[0]) {
      case 'ended':
        this.#activeCalls.remove(batchId);
        return decodeOutcomes(reply[1]);
      case 'unknown':
        throw new UnknownBatchError();
      case 'format':
        throw otherFormat();
      case 'illegal':
        throw new RangeError(illegalTransition(reply).reason);
      default:
        return reply satisfies never;
    }
  }

  async #find(batchId: string): Promise<FoundBatch | undefined> {
    const [key] = keysOf(batchId);
    const row = await this.#withinDeadline(this.#connection.hgetall(key));
    if (Object.keys(row).length === 0) return undefined;
    return { batch: batchOf(batchId, row), state: JSON.stringify(row) };
  }

  async #write<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      throw unavailable(error);
    }
  }

  async #withinDeadline<T>(reading: Promise<T>): Promise<T> {
    const done = new AbortController();
    const deadline = this.#clock.sleep(readDeadline, done.signal).then(() => {
      throw new StoreUnavailableError(`Redis has not responded within ${readDeadline} ms.`);
    });
    // Its end after that of the reading is no error.
    deadline.catch(() => {});
    try {
      return await Promise.race([reading, deadline]);
    } catch (error) {
      throw error instanceof StoreUnavailableError ? error : unavailable(error);
    } finally {
      done.abort();
    }
  }
}

const decodeOutcomes = (letters: string): TransitionOutcome[] =>
  Array.from(letters, (letter) => outcomes[letter]!);

function unavailable(error: unknown): StoreUnavailableError {
  const { message } = error as Error;
  // Redis 6.2 puts more before it, if it comes from a script.
  if (message.includes('WRONGTYPE Operation against a key')) return otherFormat();
  return new StoreUnavailableError(`Redis has failed: ${message}`, { cause: error });
}

function illegalTransition([, reason, ...details]: Extract<
  Reply,
  ['illegal', ...unknown[]]
>): IllegalTransition {
  const [first, second, third] = details;
  if (reason === 'notFailed') {
    const state = second as CallRow['state'] | '';
    const call = state === '' ? undefined : { state, attempt: Number(third) };
    return illegal.notFailed(Number(first), call);
  }
  return illegal[reason](Number(first), Number(second));
}
