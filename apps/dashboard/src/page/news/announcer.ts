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
  /** Sentences about the whole page, by topic. */
  readonly #ofPage = new Map<string, string>();
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

  /**
   * Announces something about the whole page, before any waiting news about batches.
   *
   * @param topic What it is about. Of two sentences about one topic, only the last is said.
   */
  tellOfPage(topic: string, sentence: string): void {
    this.#ofPage.set(topic, sentence);
    if (!this.#isPausing) this.#say();
  }

  #say(): void {
    const next = this.#takeNext();
    this.#isPausing = next !== undefined;
    if (next === undefined) return;
    this.#sentence.value = next;
    callAfter(this.#clock, pause, () => this.#say());
  }
  #takeNext(): string | undefined {
    for (const [topic, sentence] of this.#ofPage) {
      this.#ofPage.delete(topic);
      return sentence;
    }
    if (this.#waiting.size === 0) return undefined;
    const sentence = summarize(this.#waiting.all());
    this.#waiting.clear();
    return sentence;
  }
}
