import type { JSX } from 'preact';
import { useApp } from '../frame/context.ts';

/** The address names a batch that is not on the board. */
export function NotFollowed({ batchId }: { batchId: string }): JSX.Element {
  const { board, followAll } = useApp();
  if (!board.state.value) return <p class="empty">Waiting for the dashboard…</p>;
  return (
    <>
      <p class="empty">The dashboard does not follow this batch.</p>
      {board.canChange.value && (
        <p>
          <button type="button" onClick={() => void followAll([batchId])}>
            Follow it
          </button>
        </p>
      )}
    </>
  );
}
