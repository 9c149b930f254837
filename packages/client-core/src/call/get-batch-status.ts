import type { BatchStatus } from '@batch-status/spec';
import { batchPath } from './batch-path.ts';
import type { Exchange } from './exchange.ts';
import { judge } from './judge.ts';
import type { CallOptions, Settings } from '../settings/settings.ts';

/** The one operation of a client, over the exchange that its runtime gave it. */
export const getBatchStatusOver =
  (exchange: Exchange, { baseUrl, pathPrefix }: Settings) =>
  async (batchId: string, options?: CallOptions): Promise<BatchStatus> => {
    const url = baseUrl + batchPath(pathPrefix, batchId);
    return exchange({ url, options }, judge);
  };
