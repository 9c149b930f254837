import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { CapacityChange } from '../../wire/answers.ts';
import { paths } from '../../wire/paths.ts';
import type { Excess } from './excess.ts';
import { useApp } from '../frame/context.ts';
import { Dialog } from '../frame/dialog.tsx';
import { formatDuration } from '../text/duration.ts';
import { countOf } from '../text/numbers.ts';

/** Offers older data for all batches, if one more does not fit. */
export function CapacityDialog({ excess }: { excess: Excess }): JSX.Element | null {
  const { api, board } = useApp();
  const problem = useSignal('');
  const isSending = useSignal(false);
  const capacity = board.capacity.value;
  if (!capacity) return null;
  const { batchIds, maxStaleness, decide } = excess;
  const close = (): void => decide(false);
  const accept = async (): Promise<void> => {
    isSending.value = true;
    try {
      await api.send('PUT', paths.capacity, { maxStaleness } satisfies CapacityChange);
      decide(true);
    } catch (error) {
      problem.value = (error as Error).message;
      isSending.value = false;
    }
  };
  return (
    <Dialog title="Over capacity" onClose={close}>
      <p>
        {countOf(Math.round(capacity.requestsPerSecond * 60), 'request')} per minute keep the data
        of {countOf(capacity.batches, 'batch', 'batches')} at most{' '}
        {formatDuration(capacity.maxStaleness)} old.{' '}
        {countOf(batchIds.length, 'more batch does', 'more batches do')} not fit.
      </p>
      <p>
        You can accept that the data of all batches gets up to{' '}
        <strong>{formatDuration(maxStaleness)}</strong> old, remove a batch, or restart the
        dashboard with a higher <code>--requests</code>.
      </p>
      <p class="problem">{problem}</p>
      <div class="buttons">
        <button type="button" onClick={close}>
          Cancel
        </button>
        <button type="button" class="primary" disabled={isSending} onClick={() => void accept()}>
          Accept older data
        </button>
      </div>
    </Dialog>
  );
}
