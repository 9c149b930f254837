import type { BatchStatus } from '@batch-status/spec';
import { batchPath } from './batch-path.ts';
import type { SendCall } from './send-call.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judgement.ts';
import type { Reply } from './reply.ts';
import type { CallOptions, Settings } from '../settings/settings.ts';

/** A batch with its response times, in milliseconds since the epoch by the client's clock. */
export interface BatchStatusResponse {
  batch: BatchStatus;
  /** When the request was sent. After retries, when the last one was sent. */
  sentAt: number;
  /** When the last byte of the response arrived. */
  receivedAt: number;
  /** When the server sent the response, by its own clock: its `Date`. */
  serverTime?: number | undefined;
  /** How long the server asks to wait before the next request, in milliseconds. */
  retryAfter: number | undefined;
}

/** Makes an operation of a client from the function that sends its calls. */
export type OperationOver<T> = (
  sendCall: SendCall,
  settings: Pick<Settings, 'baseUrl' | 'pathPrefix'>,
) => (batchId: string, options?: CallOptions) => Promise<T>;

const operation =
  <T>(judgeReply: (reply: Reply) => Judgement<T>): OperationOver<T> =>
  (sendCall, { baseUrl, pathPrefix }) =>
  (batchId, options) => {
    let url;
    try {
      url = baseUrl + batchPath(pathPrefix, batchId);
    } catch (error) {
      return Promise.reject(error);
    }
    return sendCall({ url, options }, judgeReply);
  };

/**
 * Makes `getBatchStatus`, which resolves to the batch.
 *
 * @example
 * ```ts
 * import {
 *   createSendCall,
 *   getBatchStatusOver,
 *   resolveSettings,
 *   type Transport,
 * } from '@batch-status/client-core';
 *
 * const body =
 *   '{"status":"queued","isComplete":false,"waiting":5,"active":0,"completed":0,"failed":0,"total":5}';
 * const transport: Transport = async () => ({
 *   status: 200,
 *   header: () => null,
 *   bytes: new TextEncoder().encode(body),
 * });
 * const settings = resolveSettings({ baseUrl: 'http://127.0.0.1' });
 * const getBatchStatus = getBatchStatusOver(createSendCall(transport, settings), settings);
 * const { waiting } = await getBatchStatus('batch_7891011121314');
 * console.log(waiting); // 5
 * ```
 */
export const getBatchStatusOver: OperationOver<BatchStatus> = operation(judge);

/**
 * Makes `requestBatchStatus`, which resolves to the batch with its response times.
 *
 * @example
 * ```ts
 * import {
 *   createSendCall,
 *   requestBatchStatusOver,
 *   resolveSettings,
 *   type Transport,
 * } from '@batch-status/client-core';
 *
 * const body =
 *   '{"status":"queued","isComplete":false,"waiting":5,"active":0,"completed":0,"failed":0,"total":5}';
 * const transport: Transport = async () => ({
 *   status: 200,
 *   header: () => null,
 *   bytes: new TextEncoder().encode(body),
 * });
 * const settings = resolveSettings({ baseUrl: 'http://127.0.0.1' });
 * const requestBatchStatus = requestBatchStatusOver(createSendCall(transport, settings), settings);
 * const { batch, retryAfter } = await requestBatchStatus('batch_7891011121314');
 * console.log(batch.waiting, retryAfter); // 5 undefined
 * ```
 */
export const requestBatchStatusOver: OperationOver<BatchStatusResponse> = operation((reply) => {
  const { sentAt, receivedAt, date, retryAfter } = reply;
  const serverTime = Date.parse(date ?? '') || undefined;
  const { value: batch, error } = judge(reply);
  return error ? { error } : { value: { batch, sentAt, receivedAt, serverTime, retryAfter } };
});
