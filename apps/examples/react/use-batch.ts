import {
  watch,
  type BatchStatusSource,
  type WatchOptions,
  type WatchUpdate,
} from '@batch-status/fetch';
import { useEffect, useState } from 'react';

export interface BatchState {
  /** The newest update. Absent until the first response. */
  update?: WatchUpdate | undefined;
  /** Why the watch ended early. Absent while it goes on, and after the batch completed. */
  error?: unknown;
}

/** Follows a batch while the component is mounted. Create the client outside of components. */
export function useBatch(
  client: BatchStatusSource,
  batchId: string,
  { maxStaleness, clock }: Pick<WatchOptions, 'maxStaleness' | 'clock'> = {},
): BatchState {
  const [state, setState] = useState<BatchState & { client?: unknown; batchId?: string }>({});
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    async function follow(): Promise<void> {
      // StrictMode ends the first effect at once. Without this, it would have sent a request.
      await Promise.resolve();
      let update: WatchUpdate | undefined;
      try {
        for await (update of watch(client, batchId, { maxStaleness, clock, signal })) {
          if (!signal.aborted) setState({ client, batchId, update });
        }
      } catch (error) {
        if (!signal.aborted) setState({ client, batchId, update, error });
      }
    }
    void follow();
    return () => end.abort();
  }, [client, batchId, maxStaleness, clock]);
  // Just after the id has changed, the state is still that of the other batch.
  return state.client === client && state.batchId === batchId ? state : {};
}
