import type { Clock } from '@batch-status/time';
import { signal, type ReadonlySignal } from '@preact/signals';
import { callAfter } from '../time/call-after.ts';
import type { NewsItem } from './news.ts';
import { summarize } from './summarize.ts';

/** The least time between two sentences: a screen reader must not talk all the time. */
const pause = 10_000;

/** Collects news, and says it in at most one sentence in ten seconds. */
export class Announcer {
  readonly #clock: Clock;
  readonly #sentence = signal('');
  /** By batch: of two changes of one, only the last matters. */
  readonly #waiting = new Map<string, NewsItem>();
  #isPausing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get sentence(): ReadonlySignal<string> {
    return this.#sentence;
  }

  tell(items: readonly NewsItem[]): void {
    for (const item of items) this.#waiting.set(item.batchId, item);
    if (!this.#isPausing) this.#say();
  }

  #say(): void {
    this.#isPausing = this.#waiting.size > 0;
    if (!this.#isPausing) return;
    this.#sentence.value = summarize([...this.#waiting.values()]);
    this.#waiting.clear();
    callAfter(this.#clock, pause, () => this.#say());
  }
}
