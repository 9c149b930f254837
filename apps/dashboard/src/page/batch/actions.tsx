import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { paths } from '../../wire/paths.ts';
import type { BatchView } from '../board/batch-view.ts';
import { useApp } from '../frame/context.ts';
import { ShareDialog } from './share-dialog.tsx';
import { AskAgain } from '../follow/ask-again.tsx';

/** What the viewer may do with a batch. */
export function Actions({ view }: { view: BatchView }): JSX.Element | null {
  const isSharing = useSignal(false);
  const { api, board, notice, router } = useApp();
  if (!board.canChange.value) return null;
  const remove = (): void => {
    api.send('DELETE', paths.oneBatch(view.batchId)).then(
      () => router.go(router.url('')),
      (error: Error) => (notice.value = error.message),
    );
  };
  return (
    <div class="buttons actions">
      <AskAgain view={view} />
      <button type="button" onClick={() => (isSharing.value = true)}>
        Share…
      </button>
      <button type="button" onClick={remove}>
        Remove
      </button>
      {isSharing.value && (
        <ShareDialog batchId={view.batchId} onClose={() => (isSharing.value = false)} />
      )}
    </div>
  );
}
