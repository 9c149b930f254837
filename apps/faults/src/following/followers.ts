import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FollowerSettings } from '../programs/settings.ts';
import { Child } from '../stage/child.ts';
import { FollowerLog, type FollowerEvent } from './follower-log.ts';

type Common = Omit<FollowerSettings, 'name' | 'log' | 'batchIds'>;

/** The processes of one shared monitor. */
export class Followers implements AsyncDisposable {
  readonly #folder: string;
  readonly #settings: Common & { log: string };
  readonly #log: FollowerLog;
  readonly #running = new Map<string, Child>();
  #started = 0;

  private constructor(folder: string, settings: Common) {
    this.#folder = folder;
    const log = join(folder, 'followers.ndjson');
    this.#settings = { ...settings, log };
    this.#log = new FollowerLog(log);
  }

  static async open(settings: Common): Promise<Followers> {
    return new Followers(await mkdtemp(join(tmpdir(), 'followers-')), settings);
  }

  /** The names of the processes that run. */
  get names(): string[] {
    return [...this.#running.keys()];
  }

  /** Starts a process, and resolves to its name when it follows its batches. */
  async start(batchIds: readonly string[]): Promise<string> {
    const name = `process-${this.#started}`;
    this.#started += 1;
    const child = new Child('follower', { ...this.#settings, name, batchIds });
    this.#running.set(name, child);
    await child.ready;
    return name;
  }

  /** Kills a process, as the kernel does. */
  async kill(name: string): Promise<void> {
    const child = this.#running.get(name);
    this.#running.delete(name);
    await child?.end('SIGKILL');
  }

  /** The process no longer follows its batches. */
  removeAll(name: string): void {
    this.#running.get(name)!.process.kill('SIGUSR2');
  }

  /** Resolves when all processes have ended by themselves, after their last batches. */
  async ended(): Promise<void> {
    for (const [name, child] of this.#running) {
      const { code, signal } = await child.ended;
      if (code !== 0) throw new Error(`${name} has ended with ${code ?? signal}.`);
    }
  }

  events(): FollowerEvent[] {
    return this.#log.events();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running.values()].map((child) => child.end('SIGKILL')));
    await rm(this.#folder, { recursive: true, force: true });
  }
}
