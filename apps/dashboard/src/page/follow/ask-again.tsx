import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { BatchView } from '../board/batch-view.ts';
import { useApp } from '../frame/context.ts';

/** Follows a batch again that is over. The service may know more about it by now. */
export function AskAgain({ view }: { view: BatchView }): JSX.Element | null {
  const { board, followAll } = useApp();
  const isAsking = useSignal(false);
  if (!view.isOver || !board.canChange.value) return null;
  const ask = async (): Promise<void> => {
    isAsking.value = true;
    await followAll([view.batchId]);
    isAsking.value = false;
  };
  return (
    <button
      type="button"
      class="ask-again"
      disabled={isAsking}
      aria-label={`Ask again for ${view.batchId}`}
      onClick={() => void ask()}
    >
      Ask again
    </button>
  );
}
