import type { Mirrors } from './mirrors.ts';
import type { SharedStore } from './shared-store.ts';

/** How many batches one request registers. */
const pageSize = 500;

/** What the store must still learn about the batches that this process follows. */
export class Registrations {
  readonly #store: SharedStore;
  readonly #mirrors: Mirrors;
  /** Batches that the store does not know yet. */
  readonly #joining = new Set<string>();
  /** Batches that may have changed without notice, or whose followers the store has forgotten. */
  readonly #doubtful = new Set<string>();
  readonly #leaving = new Set<string>();

  constructor(store: SharedStore, mirrors: Mirrors) {
    this.#store = store;
    this.#mirrors = mirrors;
  }

  /** How many batches the store does not count yet. */
  get joining(): number {
    return this.#joining.size;
  }

  get isEmpty(): boolean {
    return this.#joining.size + this.#doubtful.size + this.#leaving.size === 0;
  }

  join(batchId: string): void {
    this.#leaving.delete(batchId);
    this.#joining.add(batchId);
  }

  /** @param isKnown Whether the store may know that this process follows the batch. */
  leave(batchId: string, isKnown: boolean): void {
    this.#joining.delete(batchId);
    this.#doubtful.delete(batchId);
    if (isKnown) this.#leaving.add(batchId);
  }

  /** Registers all batches again. */
  renew(): void {
    for (const id of this.#mirrors.ids()) this.#doubtful.add(id);
  }

  /**
   * Tells the store which batches this process follows, in pages.
   *
   * @throws what the store throws. What it did not learn is tried again the next time.
   */
  async send(signal: AbortSignal): Promise<void> {
    await inPages(this.#leaving, signal, (page) => this.#store.unfollow(page));
    for (const ids of [this.#joining, this.#doubtful]) {
      await inPages(ids, signal, (page) => this.#follow(page));
    }
  }

  async #follow(page: readonly string[]): Promise<void> {
    const following = page.flatMap((batchId) => this.#mirrors.following(batchId));
    for (const report of await this.#store.follow(following)) this.#mirrors.apply(report);
  }
}

/** Takes ids from a set, and puts those of a page back if it fails. */
async function inPages(
  ids: Set<string>,
  signal: AbortSignal,
  send: (page: readonly string[]) => Promise<void>,
): Promise<void> {
  const all = [...ids];
  for (let from = 0; from < all.length && !signal.aborted; from += pageSize) {
    // Some may have been removed meanwhile.
    const page = all.slice(from, from + pageSize).filter((id) => ids.has(id));
    for (const id of page) ids.delete(id);
    try {
      await send(page);
    } catch (error) {
      for (const id of page) ids.add(id);
      throw error;
    }
  }
}
