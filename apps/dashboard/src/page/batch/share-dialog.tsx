import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import type { NewShare, Share, ShareRequest } from '../../wire/answers.ts';
import { paths } from '../../wire/paths.ts';
import { useApp } from '../frame/context.ts';
import { Dialog } from '../frame/dialog.tsx';
import { formatTime } from '../text/time-of-day.ts';

const day = 86_400_000;
const lifetimes: readonly (readonly [ms: number, label: string])[] = [
  [3_600_000, '1 hour'],
  [day, '1 day'],
  [7 * day, '1 week'],
  [30 * day, '30 days'],
];

interface ShareDialogProps {
  batchId: string;
  onClose: () => void;
}

/** Creates links that let others read one batch, and revokes them. */
export function ShareDialog({ batchId, onClose }: ShareDialogProps): JSX.Element {
  const { api, board, router } = useApp();
  const id = useId();
  const lifetime = useSignal(7 * day);
  const link = useSignal('');
  const shares = useSignal<readonly Share[]>([]);
  const problem = useSignal('');

  const attempt = async (action: () => Promise<void>): Promise<void> => {
    problem.value = '';
    try {
      await action();
      const { body } = await api.send('GET', paths.shares);
      shares.value = (body as Share[]).filter((share) => share.batchId === batchId);
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };
  useEffect(() => void attempt(() => Promise.resolve()), []);

  const create = (): Promise<void> =>
    attempt(async () => {
      const request: ShareRequest = { batchId, expiresIn: lifetime.value };
      const { body } = await api.send('POST', paths.shares, request);
      link.value = router.url((body as NewShare).path);
    });

  return (
    <Dialog title="Share this batch" onClose={onClose}>
      <p>
        Anyone with the link can see this batch until the link expires, but not its calls or other
        batches.
      </p>
      <div class="field-row">
        <label class="field">
          <span>Expires after</span>
          <select
            value={lifetime}
            onChange={(event) => (lifetime.value = Number(event.currentTarget.value))}
          >
            {lifetimes.map(([ms, label]) => (
              <option key={ms} value={ms}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="primary" onClick={() => void create()}>
          Create link
        </button>
      </div>
      {link.value !== '' && (
        <label class="field">
          <span>The link. Copy it now: it is not shown again</span>
          <input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
        </label>
      )}
      <p class="problem">{problem}</p>
      {shares.value.length > 0 && (
        <ul class="shares" aria-label="Links to this batch">
          {shares.value.map((share) => (
            <li key={share.id}>
              <span id={`${id}-${share.id}`}>
                Expires {formatTime(share.expiresAt, board.now.value)}
              </span>
              <button
                type="button"
                aria-describedby={`${id}-${share.id}`}
                onClick={() =>
                  void attempt(async () => {
                    await api.send('DELETE', paths.share(share.id));
                  })
                }
              >
                Revoke
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
