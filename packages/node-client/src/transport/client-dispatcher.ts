import type { Dispatcher } from 'undici';
import { createDefaultDispatcher, proxiesOfEnvironment } from './default-dispatcher.ts';
import { importAgents } from './import-agents.ts';

/**
 * The dispatcher of a client: the one that was passed, or one of its own. Its own is created at the
 * first call, because importing undici takes longer than importing everything else.
 */
export class ClientDispatcher {
  /** `undefined` until its own dispatcher is created. */
  current: Dispatcher | undefined;
  #own: Promise<Dispatcher> | undefined;

  readonly #origin: string;

  /** @param origin Where its own dispatcher sends requests. */
  constructor(passed: Dispatcher | undefined, origin: string) {
    this.#origin = origin;
    this.current = passed;
  }

  /**
   * Creates its own dispatcher. Simultaneous first calls share it.
   *
   * @throws {ConfigurationError} if a proxy variable of the environment is invalid.
   */
  async create(): Promise<void> {
    this.#own ??= createOwn(this.#origin);
    this.current = await this.#own;
  }

  /** Closes the connections of its own dispatcher. */
  async close(): Promise<void> {
    if (this.#own) await this.current?.destroy();
  }
}

async function createOwn(origin: string): Promise<Dispatcher> {
  const proxies = proxiesOfEnvironment();
  return createDefaultDispatcher(await importAgents(proxies.length > 0), origin, proxies);
}
