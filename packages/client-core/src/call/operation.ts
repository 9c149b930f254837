import type { BatchStatus } from '@batch-status/spec';
import { batchPath } from './batch-path.ts';
import type { Exchange } from './exchange.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judgement.ts';
import type { Reply } from './reply.ts';
import type { CallOptions, Settings } from '../settings/settings.ts';

/** What one request brought. Times are in milliseconds since the epoch, by the client's clock. */
export interface BatchStatusResponse {
  batch: BatchStatus;
  /** When the request was sent; after retries, the last one. */
  sentAt: number;
  /** When the last byte of the response came. */
  receivedAt: number;
  /** How long the server asked to wait until the next request, in milliseconds. */
  retryAfter: number | undefined;
}

/** The operation of a client, over the exchange that its runtime gave it. */
type OperationOver<T> = (
  exchange: Exchange,
  settings: Pick<Settings, 'baseUrl' | 'pathPrefix'>,
) => (batchId: string, options?: CallOptions) => Promise<T>;

const operation =
  <T>(judgeReply: (reply: Reply) => Judgement<T>): OperationOver<T> =>
  (exchange, { baseUrl, pathPrefix }) =>
  async (batchId, options) =>
    exchange({ url: baseUrl + batchPath(pathPrefix, batchId), options }, judgeReply);

/** Resolves with the batch alone. */
export const getBatchStatusOver: OperationOver<BatchStatus> = operation(judge);

/** Resolves with the batch, and when and how it was received. */
export const requestBatchStatusOver: OperationOver<BatchStatusResponse> = operation((reply) => {
  const { sentAt, receivedAt, retryAfter } = reply;
  const { value: batch, error } = judge(reply);
  return error ? { error } : { value: { batch, sentAt, receivedAt, retryAfter } };
});
