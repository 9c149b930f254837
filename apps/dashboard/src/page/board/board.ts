import { batch as together, computed, signal, type Signal } from '@preact/signals';
import type { Clock } from '@batch-status/time';
import type { BoardBatch, BoardEvent, BoardState } from '../../wire/board.ts';
import type { StreamFailure } from '../connection/board-stream.ts';
import { ServerTime } from '../time/server-time.ts';
import { stable } from './stable.ts';

/** The server says something each second. If it said nothing for longer, the connection is dead. */
export const longestSilence = 8_000;
/** If the connection is known to be lost, a restart of the server is given less time. */
const shortestSilence = 3_000;

/** A batch that changes by itself, so that only what shows it is drawn again. */
export type BatchSignal = Signal<BoardBatch>;

/** What the server said last, and the time by its clock. */
export class Board {
  readonly #time: ServerTime;
  readonly #batches = new Map<string, BatchSignal>();

  /** The ids of all batches, in the order in which they came. */
  readonly ids: Signal<readonly string[]> = signal([]);
  /** Another number after each event that changed a batch. */
  readonly revision: Signal<number> = signal(0);
  /** What concerns all batches; nothing before the server said anything. */
  readonly state: Signal<BoardState | undefined> = signal(undefined);
  /** Why there is no stream, while there is none. */
  readonly failure: Signal<StreamFailure | undefined> = signal(undefined);
  /** How long the server has said nothing. */
  readonly sinceContact: Signal<number> = signal(0);
  /** The time at the server. */
  readonly now: Signal<number>;
  /** The same in steps of five seconds, for what need not change each second. */
  readonly calmNow = computed(() => Math.ceil(this.now.value / 5_000) * 5_000);
  /** Whether what the page shows may be wrong, because it hears nothing from the server. */
  readonly isCutOff = computed(
    () => this.sinceContact.value > (this.failure.value ? shortestSilence : longestSilence),
  );
  readonly capacity = stable(() => this.state.value?.capacity);
  readonly canChange = computed(() => this.state.value?.canChange === true);
  readonly isSimulated = computed(() => this.state.value?.simulated === true);

  constructor(clock: Clock) {
    this.#time = new ServerTime(clock);
    this.now = signal(this.#time.now());
  }

  batch(batchId: string): BatchSignal | undefined {
    return this.#batches.get(batchId);
  }

  /** All batches, without a dependency on each. */
  batches(): BoardBatch[] {
    return Array.from(this.#batches.values(), (batch) => batch.peek());
  }

  tick(): void {
    together(() => {
      this.now.value = Math.round(this.#time.now());
      this.sinceContact.value = this.#time.sinceContact();
    });
  }

  down(failure: StreamFailure): void {
    this.failure.value = failure;
  }

  /** @param age How many milliseconds ago the server sent it. */
  apply(event: BoardEvent, age: number): void {
    this.#time.set(event.now, age);
    together(() => {
      this.#changeBatches(event);
      this.state.value = event;
      this.failure.value = undefined;
      this.tick();
    });
  }

  #changeBatches(event: BoardEvent): void {
    let isNew = false;
    if (event.type === 'board' || event.batches.length > 0) this.revision.value += 1;
    for (const batch of event.batches) {
      const known = this.#batches.get(batch.batchId);
      if (known) known.value = batch;
      else this.#batches.set(batch.batchId, signal(batch));
      isNew ||= !known;
    }
    for (const batchId of removedBy(event, this.#batches.keys())) {
      this.#batches.delete(batchId);
      isNew = true;
    }
    if (isNew) this.ids.value = [...this.#batches.keys()];
  }
}

function removedBy(event: BoardEvent, known: Iterable<string>): string[] {
  if (event.type === 'changes') return event.removed;
  const given = new Set(event.batches.map(({ batchId }) => batchId));
  return [...known].filter((batchId) => !given.has(batchId));
}
