import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@batch-status/loopback';
import type {
  Address,
  CreatorSettings,
  ServerSettings,
  WorkerSettings,
} from '../programs/settings.ts';
import { problemsOfCounts, problemsOfDials } from '../verdict/counts.ts';
import { problemsOfReads, type ReadRules } from '../verdict/reads.ts';
import { Witness, type WitnessEvent } from '../witness/witness.ts';
import { Child, Supervised, type Ending } from './child.ts';
import { Reader } from './reader.ts';

export interface Addresses {
  store: Address;
  queue: Address;
}

/** What a row judges at its end. */
export interface Rules extends ReadRules {
  /** Whether calls may run after their ends were acknowledged, because Redis has lost the ends. */
  mayRepeat?: boolean;
  /** How many calls may count as failed that completed, because both their ends and jobs are gone. */
  mostUnknown?: number;
}

/** The processes of one row around one queue, and the witness of what they do. */
export class Stage implements AsyncDisposable {
  readonly witness: Witness;
  readonly folder: string;
  readonly #witnessFile: string;
  readonly #supervised: Supervised[] = [];
  readonly #readers = new Map<string, Reader>();

  private constructor(folder: string) {
    this.folder = folder;
    this.#witnessFile = join(folder, 'witness.ndjson');
    this.witness = new Witness(this.#witnessFile);
  }

  static async open(): Promise<Stage> {
    return new Stage(await mkdtemp(join(tmpdir(), 'faults-')));
  }

  get deaths(): number {
    return this.#supervised.reduce((sum, { deaths }) => sum + deaths, 0);
  }

  /** Starts a worker, and starts it again whenever it was killed. */
  worker({ store, queue }: Addresses, more: Partial<WorkerSettings> = {}): Supervised {
    const settings: WorkerSettings = {
      ...{ store, queue, queueName: 'calls', witness: this.#witnessFile },
      ...{ concurrency: 1, lockDuration: 1500, maxStalledCount: 1, callTime: 20, killAt: [] },
      ...more,
    };
    return this.supervise(() => new Child('worker', settings));
  }

  /** Starts a server on a port that stays the same when it is started again. */
  async server(store: Address, more: Partial<ServerSettings> = {}): Promise<number> {
    const port = await freePort();
    const settings: ServerSettings = {
      ...{ store, port, witness: this.#witnessFile, killAt: [], ...more },
    };
    await this.supervise(() => new Child('server', settings)).child.ready;
    return port;
  }

  supervise(start: () => Child): Supervised {
    const supervised = new Supervised(start);
    this.#supervised.push(supervised);
    return supervised;
  }

  /** Ends all processes in an orderly way at once, and starts them again. */
  async terminateAll(): Promise<Ending[]> {
    return Promise.all(this.#supervised.map((one) => one.terminate()));
  }

  creator({ store, queue }: Addresses, more: Partial<CreatorSettings> = {}): Child {
    const settings: CreatorSettings = {
      ...{ store, queue, queueName: 'calls', witness: this.#witnessFile },
      ...{ batchId: 'batch', total: 100, killAt: [], ...more },
    };
    return new Child('creator', settings);
  }

  /** Creates a batch and its jobs. */
  async create(addresses: Addresses, more: Partial<CreatorSettings> = {}): Promise<void> {
    const { code, signal } = await this.creator(addresses, more).ended;
    if (code !== 0) throw new Error(`The batch was not created: ${code ?? signal}.`);
  }

  reader(port: number, batchId = 'batch'): Reader {
    const reader = new Reader(port, batchId);
    this.#readers.set(batchId, reader);
    return reader;
  }

  /** Resolves once this many calls of all batches have ended. */
  async ended(count: number, reader: Reader): Promise<void> {
    await reader.until(
      ({ batch }) => batch !== undefined && batch.completed + batch.failed >= count,
    );
  }

  get reads(): number {
    return [...this.#readers.values()].reduce((sum, one) => sum + one.observations.length, 0);
  }

  get settingsOfWitness(): { witness: string } {
    return { witness: this.#witnessFile };
  }

  /**
   * Waits until all batches are complete, and checks everything that was read and dialed.
   *
   * @throws Error with what is wrong.
   */
  async judge({ mayRepeat = false, mostUnknown = 0, ...rules }: Rules): Promise<void> {
    const readers = [...this.#readers];
    const lasts = await Promise.all(
      readers.map(([, reader]) => reader.until(({ batch }) => batch?.isComplete === true)),
    );
    // A wrong count after the end would be read now.
    await Promise.all(readers.map(([, reader]) => reader.until(() => true)));
    await Promise.all(readers.map(([, reader]) => reader.stop()));
    const events = this.witness.events();
    const problems = mayRepeat ? [] : problemsOfDials(events);
    for (const [index, [batchId, reader]] of readers.entries()) {
      const own = events.filter(({ call }) => call.startsWith(`${batchId}/`));
      problems.push(...problemsOfReads(reader.observations, own, rules));
      problems.push(...problemsOfCounts(lasts[index]!.batch!, own, mostUnknown));
    }
    for (const { failure } of this.#supervised) if (failure) problems.push(failure);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  kills(): number {
    return this.events('killed').length;
  }

  events(kind: WitnessEvent['kind']): WitnessEvent[] {
    return this.witness.events().filter((event) => event.kind === kind);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader.stop()));
    await Promise.all(this.#supervised.map((one) => one.stop()));
    await rm(this.folder, { recursive: true, force: true });
  }
}
