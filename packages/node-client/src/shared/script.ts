import { hash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';

/** A script that Redis keeps by its hash, so that its text is sent once. */
export class Script {
  readonly #code: string;
  readonly #hash: string;

  constructor(code: string) {
    this.#code = code;
    this.#hash = hash('sha1', code);
  }

  async run(
    connection: Redis | Cluster,
    key: string,
    args: readonly (string | number)[],
  ): Promise<unknown> {
    try {
      return await connection.evalsha(this.#hash, 1, key, ...args);
    } catch (error) {
      // After a restart or a failover, the server does not have it.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return connection.eval(this.#code, 1, key, ...args);
    }
  }
}
