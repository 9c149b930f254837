import { hash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';

/**
 * A script that Redis keeps by its hash, so that its text is sent once. `defineCommand` of ioredis does
 * the same, but adds a command to a connection that belongs to the program.
 */
export class Script {
  readonly #code: string;
  readonly #hash: string;

  constructor(code: string) {
    this.#code = code;
    this.#hash = hash('sha1', code);
  }

  /** @param keys What the script reads and writes. In a cluster, all of them are on one node. */
  async run(
    connection: Redis | Cluster,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    try {
      return await connection.evalsha(this.#hash, keys.length, ...keys, ...args);
    } catch (error) {
      // After a restart or a failover, the server does not have it.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return connection.eval(this.#code, keys.length, ...keys, ...args);
    }
  }
}
