import type { NewsItem } from './news.ts';

/** News that has not been announced: of two changes of one batch, only the last matters. */
export class LatestNews {
  readonly #items = new Map<string, NewsItem>();

  get size(): number {
    return this.#items.size;
  }

  add(items: readonly NewsItem[]): void {
    for (const item of items) {
      // The newest is last.
      this.#items.delete(item.batchId);
      this.#items.set(item.batchId, item);
    }
  }

  all(): NewsItem[] {
    return [...this.#items.values()];
  }

  clear(): void {
    this.#items.clear();
  }
}
