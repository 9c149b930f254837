import type { Clock } from '@batch-status/time';
import { signal, type ReadonlySignal } from '@preact/signals';
import { callAfter } from '../time/call-after.ts';
import { LatestNews } from './latest-news.ts';
import type { NewsItem } from './news.ts';
import { summarize } from './summarize.ts';

/** The least time between two sentences: a screen reader must not talk all the time. */
const pause = 10_000;

/** Collects news, and says it in at most one sentence in ten seconds. */
export class Announcer {
  readonly #clock: Clock;
  readonly #sentence = signal('');
  readonly #waiting = new LatestNews();
  #isPausing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get sentence(): ReadonlySignal<string> {
    return this.#sentence;
  }

  tell(items: readonly NewsItem[]): void {
    this.#waiting.add(items);
    if (!this.#isPausing) this.#say();
  }

  #say(): void {
    this.#isPausing = this.#waiting.size > 0;
    if (!this.#isPausing) return;
    this.#sentence.value = summarize(this.#waiting.all());
    this.#waiting.clear();
    callAfter(this.#clock, pause, () => this.#say());
  }
}
