import type { BoardBatch, BoardEvent, BoardSnapshot } from '../../wire/board.ts';

/** A copy of the board, for pages that come later or fell behind. */
export class BoardCopy {
  #state: Omit<BoardSnapshot, 'batches'> | undefined;
  readonly #batches = new Map<string, BoardBatch>();
  /** The copy as JSON, until it changes. */
  #text: string | undefined;

  apply(event: BoardEvent): void {
    this.#text = undefined;
    if (event.type === 'board') this.#batches.clear();
    else for (const batchId of event.removed) this.#batches.delete(batchId);
    for (const batch of event.batches) this.#batches.set(batch.batchId, batch);
    const { batches: _batches, ...state } = event;
    this.#state = { ...state, type: 'board' };
  }

  /** The copy as a `BoardSnapshot` in JSON; nothing before the first event. */
  get text(): string | undefined {
    if (this.#state === undefined) return undefined;
    const snapshot: BoardSnapshot = { ...this.#state, batches: [...this.#batches.values()] };
    return (this.#text ??= JSON.stringify(snapshot));
  }
}
