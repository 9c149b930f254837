import { createBatchStatusClient } from '@batch-status/fetch';
import { useBatch } from './use-batch.ts';

const client = createBatchStatusClient({ baseUrl: '/api' });

export function BatchProgress({ batchId }: { batchId: string }) {
  const { update, error } = useBatch(client, batchId);
  if (error) return <p role="alert">{error instanceof Error ? error.message : 'It failed.'}</p>;
  if (!update) return <p>Waiting for the first response…</p>;
  const { batch, phase, progress, problem } = update;
  return (
    <>
      <progress value={progress.fraction} />
      <p>{`${phase}: ${progress.done} of ${batch.total} calls are done`}</p>
      {problem && <p>The last request failed. Trying again.</p>}
    </>
  );
}
