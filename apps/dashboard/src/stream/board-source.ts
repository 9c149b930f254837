import type { Board } from '../board/board.ts';
import type { BoardEvent, BoardState } from '../wire/board.ts';
import type { ChannelSource } from './channel.ts';

/** What the stream says beside the board. */
export interface BoardInfo {
  version: string;
  simulated: boolean;
}

/** Which batches viewers see: all, with their calls, or only some, without. */
export type Sight = { batchIds?: undefined } | { batchIds: ReadonlySet<string> };

/** The board as a viewer sees it. */
export interface BoardView {
  board: Board;
  info: BoardInfo;
  now: () => number;
  sight: Sight;
}

/** The board as events: see `wire/board.ts`. */
export class BoardSource implements ChannelSource {
  readonly #view: BoardView;
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #forget: () => void;

  constructor(view: BoardView) {
    this.#view = view;
    this.#forget = view.board.listen({
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
    return snapshotOf(this.#view);
  }

  changes(): string {
    const event = encode(this.#view, 'changes', this.#changed, [...this.#removed]);
    this.#changed.clear();
    this.#removed.clear();
    return event;
  }

  close(): void {
    this.#forget();
  }

  #sees(batchId: string): boolean {
    return this.#view.sight.batchIds?.has(batchId) ?? true;
  }
}

/** A `BoardSnapshot` in JSON. */
export function snapshotOf(view: BoardView): string {
  const { board, sight } = view;
  const all = (): string[] => Array.from(board.batches(), ({ batchId }) => batchId);
  return encode(view, 'board', sight.batchIds ?? all());
}

/** The batches are encoded already, so their JSON is only put together. */
function encode(
  { board, info, now, sight: { batchIds: visible } }: BoardView,
  type: BoardEvent['type'],
  batchIds: Iterable<string>,
  removed?: string[],
): string {
  const state: BoardState = { now: now(), ...info, canChange: !visible, ...board.state };
  const batches: string[] = [];
  for (const batchId of batchIds) {
    const batch = board.batch(batchId);
    if (batch) batches.push(batch.encoded(visible ? 'shared' : 'whole'));
  }
  const head = JSON.stringify({ type, ...state, ...(removed && { removed }) });
  return `${head.slice(0, -1)},"batches":[${batches.join(',')}]}`;
}
