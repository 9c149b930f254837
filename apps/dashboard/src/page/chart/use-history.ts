import { useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HistoryPoint } from '../../wire/board.ts';
import { paths } from '../../wire/paths.ts';
import type { BatchView } from '../board/batch-view.ts';
import { useApp } from '../frame/context.ts';

/** The history of a batch: what the server has, and what came since. */
export function useHistory(view: BatchView): ReadonlySignal<readonly HistoryPoint[]> {
  const { api, board, notice } = useApp();
  const points = useSignal<readonly HistoryPoint[]>([]);
  const isCutOff = board.isCutOff.value;
  useEffect(() => {
    if (isCutOff) return;
    const load = async (): Promise<void> => {
      try {
        const { body } = await api.send('GET', paths.history(view.batchId));
        const past = body as HistoryPoint[];
        const since = past.at(-1)?.receivedAt ?? 0;
        points.value = [...past, ...points.value.filter(({ receivedAt }) => receivedAt > since)];
      } catch (error) {
        notice.value = (error as Error).message;
      }
    };
    // Again after a cut, so that there is no gap.
    void load();
  }, [api, view, isCutOff, points, notice]);
  useSignalEffect(() => {
    const { last } = view.batch.value;
    if (last.type === 'pending') return;
    const { receivedAt, batch } = last;
    const { waiting, active, completed, failed, total } = batch;
    const known = points.peek();
    if (receivedAt <= (known.at(-1)?.receivedAt ?? 0)) return;
    points.value = [...known, { receivedAt, waiting, active, completed, failed, total }];
  });
  return points;
}
