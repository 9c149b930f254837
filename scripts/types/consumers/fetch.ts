import {
  ApiError,
  createBatchStatusClient,
  createMonitor,
  createRawClient,
  isBatchStatus,
  isBatchStatusError,
  isCompletedCall,
  isFailedCall,
  totalsOf,
  waitUntilComplete,
  watch,
  type BatchStatus,
  type BatchStatusClient,
  type BatchStatusResponse,
  type BatchTotals,
  type CallEvent,
  type FetchClientOptions,
  type Monitor,
  type MonitorReport,
  type Phase,
  type SavedMonitor,
  type WatchReport,
  type WatchUpdate,
} from '@batch-status/fetch';

/** Under `exactOptionalPropertyTypes`, an option may be absent, or explicitly `undefined`. */
export function clientFor(options: { key?: string; deadline?: number }): BatchStatusClient {
  const events: CallEvent['type'][] = [];
  const settings: FetchClientOptions = {
    baseUrl: new URL('https://service.example'),
    pathPrefix: undefined,
    apiKey: () => Promise.resolve(options.key),
    workspaceId: undefined,
    deadline: options.deadline,
    retry: { attempts: 2 },
    fetch: undefined,
    onEvent: (event) => {
      events.push(event.type);
      if (event.type === 'fault') console.log(event.fault.path);
      else if (event.type === 'retry') console.log(event.reason, event.delay);
    },
  };
  return createBatchStatusClient(settings);
}

export async function call(client: BatchStatusClient, signal?: AbortSignal): Promise<number> {
  const batch: BatchStatus = await client.getBatchStatus('b', { signal, retry: false });
  const { receivedAt, retryAfter }: BatchStatusResponse = await client.requestBatchStatus('b');
  const seconds: (number | null | undefined)[] = (batch.recent_calls ?? [])
    .filter(isCompletedCall)
    .map(({ duration }) => duration);
  const reasons = (batch.recent_calls ?? []).filter(isFailedCall).map(({ error }) => error ?? '');
  return seconds.length + reasons.length + receivedAt + (retryAfter ?? 0);
}

export async function follow(client: BatchStatusClient, signal?: AbortSignal): Promise<Phase[]> {
  const phases: Phase[] = [];
  for await (const { type, batch, phase, progress } of watch(client, 'b', { signal })) {
    const update: 'update' = type;
    phases.push(phase);
    console.log(update, batch.total, progress.timeLeft?.confidence);
  }
  for await (const report of watch(client, 'b', { reportPending: true })) {
    if (report.type === 'pending') console.log(report.waitingSince);
    else phases.push(report.phase);
  }
  const options = { reportPending: true, reportConfirmations: true, maxWait: 1_000 };
  for await (const report of watch(client, 'b', options)) log(report);
  const { isComplete } = await waitUntilComplete(client, 'b', { maxWait: undefined });
  return isComplete ? ['complete'] : phases;
}

function log(report: WatchReport | MonitorReport): void {
  switch (report.type) {
    case 'update':
      console.log(report.batch.completed, report.problem?.code);
      break;
    case 'pending':
      console.log(report.nextCheckAt);
      break;
    case 'confirmation':
      console.log(report.receivedAt);
      break;
    case 'failure':
      console.log(report.error.message, report.update?.batch.total);
      break;
    case 'pause':
      console.log(report.pause?.until);
      break;
  }
}

export async function monitorAll(
  client: BatchStatusClient,
  restore: SavedMonitor | undefined,
): Promise<BatchTotals> {
  const monitor: Monitor = createMonitor(client, { maxStaleness: 30_000, restore });
  monitor.add('b');
  const latest = monitor.latest('b');
  if (latest?.type === 'update') console.log(latest.phase);
  for await (const report of monitor) {
    if (report.type === 'failure') console.error(report.error);
    else if (report.type === 'update') console.log(report.progress.done);
  }
  const everything = createMonitor(client, { reportPauses: true, reportConfirmations: true });
  for await (const report of everything) log(report);
  for await (const { batchId } of everything.updatesOf('b')) console.log(batchId);
  const updates: WatchUpdate[] = [];
  console.log(monitor.save().batches.length, monitor.state.pause?.problem.code);
  return updates.length > 0 ? totalsOf(updates) : monitor.totals;
}

/** In each branch, the type has the members of its class, and only the codes that are left. */
export function messageFor(error: unknown): string {
  if (isBatchStatusError(error, 'not_found')) {
    const code: 'not_found' = error.code;
    const api: ApiError = error;
    return `${code} ${api.status ?? ''}`;
  }
  if (isBatchStatusError(error, 'stalled', 'max_wait')) {
    const code: 'stalled' | 'max_wait' = error.code;
    return `${code} ${error.update?.progress.done ?? 0}`;
  }
  if (isBatchStatusError(error, 'over_capacity')) return String(error.capacity);
  if (isBatchStatusError(error, 'invalid_argument')) return error.option ?? '';
  if (error instanceof ApiError && error.code === 'rate_limited') return String(error.retryAfter);
  if (isBatchStatusError(error)) return `${error.code}: ${error.message}`;
  throw error;
}

export async function raw(client: BatchStatusClient): Promise<number> {
  const { data, error, response } = await createRawClient(client).GET(
    '/v1/api/batch-calls/{batchId}/status',
    { params: { path: { batchId: 'b' } } },
  );
  if (data) return data.completed;
  console.log(typeof error === 'string' ? error : error.message);
  return response.status;
}

export const parse = (text: string): BatchStatus | undefined => {
  const value: unknown = JSON.parse(text);
  return isBatchStatus(value) ? value : undefined;
};
