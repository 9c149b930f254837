import type { BatchMessage } from '@batch-status/node';
import type { Board } from '../board/board.ts';
import { withoutCalls, type ShownBatch } from '../board/shown-batch.ts';
import type { ChannelSource } from './channel.ts';

/** The messages of one batch, for `<batch-progress>`: only counts, which are all that a bar shows. */
export class BatchSource implements ChannelSource {
  readonly #board: Board;
  readonly #batchId: string;
  readonly #forget: () => void;
  #isChanged = false;

  constructor(board: Board, batchId: string) {
    this.#board = board;
    this.#batchId = batchId;
    const change = (changedId: string): void => {
      if (changedId === batchId) this.#isChanged = true;
    };
    this.#forget = board.listen({ changed: change, removed: change });
  }

  newest(): string {
    const batch = this.#board.batch(this.#batchId);
    return JSON.stringify(batch ? messageOf(batch) : removedMessage(this.#batchId));
  }

  changes(): string | undefined {
    if (!this.#isChanged) return undefined;
    this.#isChanged = false;
    return this.newest();
  }

  close(): void {
    this.#forget();
  }
}

function messageOf({ batchId, failure, last }: ShownBatch): BatchMessage {
  return failure ? { type: 'error', batchId, ...failure } : withoutCalls(last);
}

const removedMessage = (batchId: string): BatchMessage => ({
  type: 'error',
  batchId,
  code: 'not_found',
  message: 'The dashboard no longer shows this batch.',
});
