import type { Board } from '../board/board.ts';
import type { BoardState } from '../wire/board.ts';
import type { ChannelSource } from './channel.ts';

/** What the stream says beside the board. */
export interface BoardInfo {
  version: string;
  simulated: boolean;
}

/** Which batches viewers see: all, with their calls, or only some, without. */
export type Sight = { batchIds?: undefined } | { batchIds: ReadonlySet<string> };

/** The board as events: see `wire/board.ts`. */
export class BoardSource implements ChannelSource {
  readonly #board: Board;
  readonly #info: BoardInfo;
  readonly #now: () => number;
  readonly #batchIds: ReadonlySet<string> | undefined;
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #forget: () => void;

  constructor(board: Board, info: BoardInfo, now: () => number, { batchIds }: Sight) {
    this.#board = board;
    this.#info = info;
    this.#now = now;
    this.#batchIds = batchIds;
    this.#forget = board.listen({
      changed: (batchId) => {
        if (!this.#sees(batchId)) return;
        this.#removed.delete(batchId);
        this.#changed.add(batchId);
      },
      removed: (batchId) => {
        if (!this.#sees(batchId)) return;
        this.#removed.add(batchId);
      },
    });
  }

  newest(): string {
    const ids = this.#batchIds ?? Array.from(this.#board.batches(), ({ batchId }) => batchId);
    return this.#event('board', ids);
  }

  changes(): string {
    const event = this.#event('changes', this.#changed, [...this.#removed]);
    this.#changed.clear();
    this.#removed.clear();
    return event;
  }

  close(): void {
    this.#forget();
  }

  #sees(batchId: string): boolean {
    return this.#batchIds?.has(batchId) ?? true;
  }

  /** The batches are encoded already, so their JSON is only put together. */
  #event(type: string, batchIds: Iterable<string>, removed?: string[]): string {
    const kind = this.#batchIds ? 'shared' : 'whole';
    const state: BoardState = {
      now: this.#now(),
      ...this.#info,
      canChange: !this.#batchIds,
      ...this.#board.state,
    };
    const batches: string[] = [];
    for (const batchId of batchIds) {
      const batch = this.#board.batch(batchId);
      if (batch) batches.push(batch.encoded(kind));
    }
    const head = JSON.stringify({ type, ...state, ...(removed && { removed }) });
    return `${head.slice(0, -1)},"batches":[${batches.join(',')}]}`;
  }
}
