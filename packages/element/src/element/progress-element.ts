import type { Progress, TimeLeft } from '@batch-status/fetch';
import { formatAge, formatTimeLeft, numbersFor, type Numbers } from '../bar/format.ts';
import { textOf } from '../bar/text.ts';
import type { BatchElement } from './batch-element.ts';
import { phaseWords } from '../bar/words.ts';
import { ageOnArrival, isUpdate, longestAge, type BatchUpdate } from './report.ts';
import { everySecond, time } from './time.ts';
import { createView, type Draw } from './view.ts';

/**
 * What a source calls, until it is stopped.
 *
 * @param state What is wrong with the source, if anything is.
 * @param report A report, from anywhere. Without one, that of before stays.
 */
export type Show = (state: string, report?: unknown) => void;

/** A server that renders a page has no elements, and can import this. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (Object as never);

/** How late an update may be before its age is shown. */
const tolerance = 10_000;
/** From this age on, it is shown although nothing is late. */
const notable = 120_000;

/** Draws a batch. Where its reports come from is up to its subclasses. */
export abstract class ProgressElement extends Base implements BatchElement {
  static readonly observedAttributes: readonly string[] = ['batch-id', 'src'];
  readonly #draw: Draw;
  #latest: unknown;
  #update: BatchUpdate | undefined;
  /** The age of the update when it arrived, and when that was. */
  #age = 0;
  #arrivedAt = 0;
  #state = '';
  #note = '';
  /** What is followed, and how to end that. */
  #followed = '';
  #stop: (() => void) | undefined;
  #stopClock: (() => void) | undefined;

  constructor() {
    super();
    this.#draw = createView(this.attachShadow({ mode: 'open' }));
  }

  /** Follows a batch. Returns a function after which nothing is shown. */
  protected abstract follow(src: string, batchId: string, show: Show): () => void;

  get update(): BatchElement['update'] {
    return this.#latest as BatchElement['update'];
  }
  set update(report: BatchElement['update']) {
    this.#receive(report);
  }

  connectedCallback(): void {
    if (Object.hasOwn(this, 'update')) {
      // It was set before the element was defined, and would hide the accessors.
      const { update } = this;
      delete (this as Partial<this>).update;
      this.update = update;
    }
    this.#stopClock = everySecond(() => {
      if (this.#note !== this.#noteNow()) this.#render();
    });
    this.#sync();
  }

  disconnectedCallback(): void {
    this.#stopClock?.();
    this.#sync();
  }

  attributeChangedCallback(_: string, before: string | null, after: string | null): void {
    // What was shown belongs to another batch.
    if (before !== null && before !== after) this.#update = this.#latest = undefined;
    this.#sync();
  }

  /** Follows what the attributes say, once all of them are set and the element is in its place. */
  #sync(): void {
    queueMicrotask(() => {
      const [src, batchId] = [this.getAttribute('src'), this.#batchId];
      const wanted = this.isConnected && src ? `${src} ${batchId}` : '';
      if (wanted !== this.#followed) {
        this.#followed = wanted;
        this.#stop?.();
        this.#state = '';
        this.#stop = wanted ? this.follow(src!, batchId, this.#show) : undefined;
      }
      this.#render();
    });
  }

  get #batchId(): string {
    return this.getAttribute('batch-id') ?? '';
  }

  readonly #show: Show = (state, report) => {
    this.#state = state;
    if (report === undefined) this.#render();
    else this.#receive(report);
  };

  #receive(report: unknown): void {
    const { type, batchId } = Object(report) as Partial<Record<string, unknown>>;
    if (this.#batchId && batchId !== undefined && batchId !== this.#batchId) {
      if (!this.#latest) this.#state = 'no report of this batch yet';
      this.#render();
      return;
    }
    const wasComplete = this.#isComplete;
    const news = isUpdate(report);
    this.#latest = report;
    if (news) {
      this.#update = report;
      this.#arrivedAt = time.now();
      this.#age = ageOnArrival(report, this.#arrivedAt);
    } else if (report == null) {
      this.#update = undefined;
    }
    this.#render();
    if (news) this.#emit('update');
    if (news && this.#isComplete) {
      // Nothing more will come. The first report can come before it is known how to stop.
      queueMicrotask(() => this.#stop?.());
      if (!wasComplete) this.#emit('complete');
    }
    if (type === 'error') this.#emit('error');
  }

  get #isComplete(): boolean {
    return this.#update?.phase === 'complete';
  }

  #emit(name: string): void {
    const { update: detail } = this;
    this.dispatchEvent(new CustomEvent(`batch-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** What is wrong, and how old the data is if that matters. */
  #noteNow(): string {
    const latest = this.#latest;
    const { type, problem, message } = Object(latest) as Partial<Record<string, unknown>>;
    const isError = type === 'error';
    let why = textOf(isError ? message : (Object(problem) as Error).message, 300);
    if (type === 'pending') why = why ? `no response yet: ${why}` : 'no response yet';
    else if (latest && !isError && !isUpdate(latest)) why = 'this data cannot be read';
    return [this.#state, this.#ageNow(this.#state || why), why].filter(Boolean).join('; ');
  }

  #ageNow(wrong: string): string {
    const update = this.#update;
    if (!update || this.#isComplete) return '';
    const age = this.#age + Math.max(0, time.now() - this.#arrivedAt);
    // Without a source, there may be no report because nothing changed.
    const isLate = this.#stop && age > Math.min(notable, longestAge(update) + tolerance);
    return age >= 1000 && (wrong || isLate) ? formatAge(age, this.#numbers) : '';
  }

  get #numbers(): Numbers {
    return numbersFor((this.closest<HTMLElement>('[lang]') ?? document.documentElement).lang);
  }

  #render(): void {
    const { phase, batch, progress } = Object(this.#update) as Partial<BatchUpdate>;
    const left = Object((Object(progress) as Progress).timeLeft) as TimeLeft;
    const isKnown = Number.isFinite(left.likely + left.low + left.high);
    const numbers = this.#numbers;
    const [timeLeft = '', range = ''] =
      isKnown && !this.#isComplete ? formatTimeLeft(left, numbers) : [];
    const words = batch ? phaseWords(phase!, batch.status) : '';
    this.#note = this.#noteNow();
    const label = `Batch ${this.#batchId}`.trim();
    this.#draw(batch, { label, phase: words, timeLeft, range, note: this.#note }, numbers);
  }
}
