import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../free-port.ts';
import { findRedis } from './find-redis.ts';

/** A server of Redis or Valkey on loopback, without a password. */
export interface RedisServer extends AsyncDisposable {
  port: number;
  /** `redis://127.0.0.1:<port>` */
  url: string;
  /** Where it keeps its files. */
  folder: string;
  /** Resolves when the server logs a line with this text. */
  logged: (text: string) => Promise<void>;
  /** Ends the process at once, as a crash does. */
  kill: () => Promise<void>;
  /** Starts it again after `kill`, at the same port and with the same files. */
  restart: () => Promise<void>;
  /** Ends the process, and deletes its files. */
  stop: () => Promise<void>;
}

export interface RedisOptions {
  /** Arguments besides the port and the folder, such as `['--appendonly', 'yes']`. */
  args?: readonly string[];
}

/**
 * Starts a server on a free port. Without `args`, it saves nothing.
 *
 * @throws Error if it does not start, with what it has logged.
 */
export async function startRedis({ args = [] }: RedisOptions = {}): Promise<RedisServer> {
  const program = findRedis();
  if (program === undefined) throw new Error('There is no redis-server in the path.');
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const server = new RedisProcess(program, [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    ...args,
  ]);
  await server.start();
  const stop = async (): Promise<void> => {
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    ...{ port, folder, url: `redis://127.0.0.1:${port}`, stop },
    logged: (text) => server.logged(text),
    kill: () => server.kill(),
    restart: () => server.start(),
    [Symbol.asyncDispose]: stop,
  };
}

class RedisProcess {
  readonly #program: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  readonly #log: string[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(program: string, args: readonly string[]) {
    this.#program = program;
    this.#args = args;
    // A test that crashes must not leave a server behind.
    process.once('exit', () => this.#child?.kill('SIGKILL'));
  }

  async start(): Promise<void> {
    this.#log.length = 0;
    const child = spawn(this.#program, this.#args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    createInterface(child.stdout).on('line', (line) => {
      this.#log.push(line);
      for (const listener of this.#listeners) listener();
    });
    const ended = once(child, 'close').then(() => {
      throw new Error(`Redis has ended.\n${this.#log.join('\n')}`);
    });
    await Promise.race([this.logged('Ready to accept connections'), ended]);
    // From now on, its end is no error.
    ended.catch(() => {});
  }

  async logged(text: string): Promise<void> {
    const isLogged = (): boolean => this.#log.some((line) => line.includes(text));
    if (isLogged()) return;
    await new Promise<void>((resolve) => {
      const listen = (): void => {
        if (!isLogged()) return;
        this.#listeners.delete(listen);
        resolve();
      };
      this.#listeners.add(listen);
    });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }
}
