import {
  followBatch,
  systemClock,
  type BatchStatusError,
  type Clock,
} from '@batch-status/client-core';
import type { Show } from '../element/display.ts';
import { requestBatch } from './request-batch.ts';

/** The clock of all watches. Tests replace it. */
export const watchTime: { clock: Clock } = { clock: systemClock };

/** Polls a batch through a proxy, and shows the reports. Returns the function that ends that. */
export function followProxy(src: string, batchId: string, show: Show): () => void {
  const end = new AbortController();
  void poll(src, batchId, show, end.signal);
  return () => end.abort();
}

async function poll(src: string, batchId: string, show: Show, signal: AbortSignal): Promise<void> {
  const { clock } = watchTime;
  const request = () => requestBatch(src, batchId, signal, clock);
  try {
    for await (const report of followBatch(request, { signal, clock })) {
      if (signal.aborted) return;
      show('', report);
      // The next request is sent when the next report is wanted.
      await untilVisible(signal);
    }
  } catch (error) {
    const { code, message } = error as BatchStatusError;
    if (!signal.aborted) show('', { type: 'error', code, message });
  }
}

const untilVisible = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener('visibilitychange', check);
      signal.removeEventListener('abort', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check);
    signal.addEventListener('abort', check);
    check();
  });
