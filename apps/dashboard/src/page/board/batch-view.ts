import { computed, type ReadonlySignal, type Signal } from '@preact/signals';
import type { BoardBatch } from '../../wire/board.ts';
import { reasonOf, type Reason } from '../state/attention.ts';
import { stateOf, type BatchState, type Tone } from '../state/batch-state.ts';
import { timeLeftOf, type TimeLeft } from '../state/time-left.ts';

/** What a view depends on besides its batch. */
export interface ViewContext {
  calmNow: ReadonlySignal<number>;
  threshold: ReadonlySignal<number>;
  /** Whether a problem concerns all batches. */
  isGeneral: ReadonlySignal<boolean>;
  maxStaleness: ReadonlySignal<number>;
}

/** What the label of a state does not say by itself. */
const additions: Partial<Record<Reason, string>> = {
  failing: ', failing',
  noData: ', no new data',
};

/** What the page shows of a batch. Each part is computed again only when something it needs changes. */
export class BatchView {
  readonly batchId: string;
  readonly batch: Signal<BoardBatch>;
  readonly state: ReadonlySignal<BatchState>;
  readonly #isOver: ReadonlySignal<boolean>;
  readonly reason: ReadonlySignal<Reason | undefined>;
  /** The state in words, with why it needs attention. */
  readonly label: ReadonlySignal<string>;
  readonly tone: ReadonlySignal<Tone>;
  readonly timeLeft: ReadonlySignal<TimeLeft | undefined>;
  /** Whether the data is older than the dashboard promises. */
  readonly isOld: ReadonlySignal<boolean>;

  constructor(batch: Signal<BoardBatch>, context: ViewContext) {
    const { calmNow, threshold, isGeneral, maxStaleness } = context;
    this.batch = batch;
    this.batchId = batch.peek().batchId;
    this.#isOver = computed(() => batch.value.state !== 'followed');
    this.state = computed(() => stateOf(batch.value, calmNow.value));
    this.reason = computed(() =>
      reasonOf(batch.value, this.state.value, {
        threshold: threshold.value,
        isGeneral: isGeneral.value,
      }),
    );
    this.label = computed(() => {
      const { name, label } = this.state.value;
      const reason = this.reason.value;
      return name === 'unanswered' || !reason ? label : label + (additions[reason] ?? '');
    });
    this.tone = computed(() => {
      const { tone } = this.state.value;
      return this.reason.value === undefined || tone === 'bad' ? tone : 'warning';
    });
    this.timeLeft = computed(() => timeLeftOf(batch.value, calmNow.value));
    this.isOld = computed(() => {
      const { last, state } = batch.value;
      if (last.type === 'pending' || state !== 'followed') return false;
      return calmNow.value - last.receivedAt > 1.5 * maxStaleness.value + 10_000;
    });
  }

  /** Whether it is no longer polled. */
  get isOver(): boolean {
    return this.#isOver.value;
  }
}
