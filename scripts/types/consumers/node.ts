import {
  createBatchStatusClient,
  createMonitor,
  isBatchStatusError,
  isCompletedCall,
  sensitiveMembers,
  waitUntilComplete,
  watch,
  type BatchStatus,
  type BatchStatusClient,
  type CallTrace,
  type ClosedError,
  type MonitorReport,
  type NodeClientOptions,
} from '@batch-status/node';

/** Under `exactOptionalPropertyTypes`, an option may be absent, or explicitly `undefined`. */
export function clientFor(options: Pick<NodeClientOptions, 'dispatcher'>): BatchStatusClient {
  return createBatchStatusClient({
    apiKey: process.env['TRILLET_API_KEY'],
    workspaceId: undefined,
    dispatcher: options.dispatcher,
  });
}

export async function call(signal: AbortSignal | undefined): Promise<number> {
  const client = createBatchStatusClient();
  const { total, recent_calls: calls }: BatchStatus = await client.getBatchStatus('b', { signal });
  client.closeSignal.addEventListener('abort', () => console.log('closed'));
  await client[Symbol.asyncDispose]();
  await client.close();
  return total + (calls ?? []).filter(isCompletedCall).length;
}

export async function follow(client: BatchStatusClient): Promise<void> {
  for await (const { batch, phase } of watch(client, 'b')) console.log(batch.failed, phase);
  console.log((await waitUntilComplete(client, 'b')).completedTime);
  const monitor = createMonitor(client, { maxRequestsPerSecond: 5, reportPauses: true });
  monitor.add('b');
  for await (const report of monitor) {
    const each: MonitorReport = report;
    if (report.type === 'pause') console.log(report.pause?.kind);
    else console.log(report.batchId, each.type);
  }
}

export function isClosed(error: unknown): error is ClosedError {
  return isBatchStatusError(error, 'closed');
}

export const traced = ({ batchId, error }: CallTrace): string => `${batchId} ${String(error)}`;

export const removed: readonly string[] = sensitiveMembers;
