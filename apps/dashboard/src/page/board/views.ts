import { computed, type ReadonlySignal } from '@preact/signals';
import type { Settings } from '../settings/settings.ts';
import { outageOf, type Outage } from '../state/outage.ts';
import { BatchView, type ViewContext } from './batch-view.ts';
import type { Board } from './board.ts';

/** The views of all batches, each made once. */
export class Views {
  readonly #board: Board;
  readonly #context: ViewContext;
  #views = new Map<string, BatchView>();

  readonly all: ReadonlySignal<readonly BatchView[]> = computed(() => this.#update());
  /** What stops all batches at once. */
  readonly outage: ReadonlySignal<Outage | undefined>;

  constructor(board: Board, settings: Pick<Settings, 'threshold'>) {
    this.#board = board;
    this.outage = computed(() => {
      const state = board.state.value;
      const batches = this.all.value.map((view) => view.batch.value);
      return state && outageOf(state, batches);
    });
    const isOut = computed(
      () => this.outage.value !== undefined || board.state.value?.keyRefused !== undefined,
    );
    this.#context = {
      calmNow: board.calmNow,
      threshold: settings.threshold,
      isGeneral: isOut,
      maxStaleness: computed(() => board.state.value?.capacity.maxStaleness ?? Infinity),
    };
  }

  get(batchId: string): BatchView | undefined {
    return this.all.value.find((view) => view.batchId === batchId);
  }

  #update(): BatchView[] {
    const views = new Map<string, BatchView>();
    for (const batchId of this.#board.ids.value) {
      const batch = this.#board.batch(batchId);
      const known = this.#views.get(batchId);
      if (!batch) continue;
      // A batch that was removed and added again has another signal.
      views.set(batchId, known?.batch === batch ? known : new BatchView(batch, this.#context));
    }
    this.#views = views;
    return [...views.values()];
  }
}
