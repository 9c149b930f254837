import {
  clientDefaults,
  createMonitor,
  createProxy,
  createSendCall,
  getBatchStatusOver,
  isBatchStatusError,
  judge,
  NetworkError,
  resolveSettings,
  waitUntilComplete,
  watch,
  type Answer,
  type BatchStatus,
  type BatchStatusSource,
  type Clock,
  type Transport,
} from '@batch-status/client-core';

const transport: Transport = async ({ url, headers, maxBytes }, { signal }) => {
  if (signal.aborted) throw new NetworkError('Aborted.', { retryable: false });
  console.log(url, Object.keys(headers), maxBytes);
  return await Promise.resolve({ status: 200, header: () => null, bytes: new Uint8Array() });
};

export function sourceOver(clock: Clock): BatchStatusSource {
  const settings = resolveSettings({ clock, retry: false }, clientDefaults);
  const sendCall = createSendCall(transport, settings);
  return { getBatchStatus: getBatchStatusOver(sendCall, settings), closeSignal: undefined };
}

/** A source needs only one function. */
export async function follow(
  getBatchStatus: (batchId: string) => Promise<BatchStatus>,
): Promise<BatchStatus> {
  const source: BatchStatusSource = { getBatchStatus };
  for await (const { phase } of watch(source, 'b', { maxStaleness: 5_000 })) console.log(phase);
  createMonitor(source).close();
  return await waitUntilComplete(source, 'b');
}

export async function respond(source: BatchStatusSource): Promise<Answer | Response | undefined> {
  const proxy = createProxy<{ user: string }>(source, {
    authorize: ({ user }, batchId) => user === batchId,
  });
  return await proxy({ method: 'GET', url: '/', ifNoneMatch: null, incoming: { user: 'a' } });
}

export const isRetryable = (error: unknown): boolean =>
  isBatchStatusError(error, 'network') && error.retryable !== false;

export { judge };
