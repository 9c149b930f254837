import { computed, untracked, type ReadonlySignal } from '@preact/signals';
import type { Settings } from '../settings/settings.ts';
import { failureShare } from '../state/attention.ts';
import { outageOf, type Outage } from '../state/outage.ts';
import { problemsOf, type PageProblem } from '../state/page-problems.ts';
import { BatchView, type ViewContext } from './batch-view.ts';
import type { Board } from './board.ts';
import type { ListedBatch } from './listed-batch.ts';

/** The views of all batches, each made once. */
export class Views {
  readonly #board: Board;
  readonly #context: ViewContext;
  readonly #views: ReadonlySignal<ReadonlyMap<string, BatchView>>;
  #known = new Map<string, BatchView>();

  /**
   * What is counted, filtered, and sorted: as plain data, read at once after each event. Everything
   * that concerns all batches depends on this alone, and not on 500 signals.
   */
  readonly list: ReadonlySignal<readonly ListedBatch[]>;
  /** What stops all batches at once. */
  readonly outage: ReadonlySignal<Outage | undefined>;
  /** The number of batches that are followed. */
  readonly followed: ReadonlySignal<number>;
  /** What is wrong with the whole page. */
  readonly problems: ReadonlySignal<readonly PageProblem[]>;

  constructor(board: Board, { threshold }: Pick<Settings, 'threshold'>) {
    this.#board = board;
    this.outage = computed(() => {
      void board.revision.value;
      const state = board.state.value;
      return state && outageOf(state, board.batches());
    });
    const isGeneral = computed(
      () => this.outage.value !== undefined || board.state.value?.keyRefused !== undefined,
    );
    this.#context = {
      calmNow: board.calmNow,
      threshold,
      isGeneral,
      maxStaleness: computed(() => board.state.value?.capacity.maxStaleness ?? Infinity),
    };
    this.#views = computed(() => this.#update());
    this.list = computed(() => {
      void [board.revision, board.calmNow, threshold, isGeneral].map(({ value }) => value);
      const views = this.#views.value;
      return untracked(() => Array.from(views.values(), listed));
    });
    this.followed = computed(() => this.list.value.filter(({ isOver }) => !isOver).length);
    this.problems = computed(() =>
      problemsOf({
        state: board.state.value,
        isCutOff: board.isCutOff.value,
        outage: this.outage.value,
        followed: this.followed.value,
      }),
    );
  }

  get(batchId: string): BatchView | undefined {
    return this.#views.value.get(batchId);
  }

  #update(): Map<string, BatchView> {
    const views = new Map<string, BatchView>();
    for (const batchId of this.#board.ids.value) {
      const batch = this.#board.batch(batchId);
      const known = this.#known.get(batchId);
      if (!batch) continue;
      // A batch that was removed and added again has another signal.
      views.set(batchId, known?.batch === batch ? known : new BatchView(batch, this.#context));
    }
    this.#known = views;
    return views;
  }
}

function listed(view: BatchView): ListedBatch {
  const { addedAt, last, state } = view.batch.value;
  return {
    view,
    batchId: view.batchId,
    addedAt,
    name: view.state.value.name,
    reason: view.reason.value,
    isOver: state !== 'followed',
    likelyLeft: view.timeLeft.value?.likely,
    failureShare: failureShare(view.batch.value),
    receivedAt: last.type === 'update' ? last.receivedAt : undefined,
  };
}
