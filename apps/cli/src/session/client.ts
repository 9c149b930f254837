import {
  createBatchStatusClient,
  type BatchStatusClient,
  type NodeClientOptions,
} from '@batch-status/node';
import type { Environment } from './environment.ts';

export {
  ConfigurationError,
  isBatchStatusError,
  isFailedCall,
  maskPhoneNumbers,
  watch,
  type BatchStatus,
  type BatchStatusClient,
  type CallEvent,
  type ErrorCode,
  type PendingUpdate,
  type NodeClientOptions as ClientOptions,
  type Update,
} from '@batch-status/node';

/** @throws {ConfigurationError} for what cannot be a key, a workspace or a URL. */
export const clientFor = (
  environment: Environment,
  options: Pick<NodeClientOptions, 'clock' | 'dispatcher'>,
): BatchStatusClient =>
  createBatchStatusClient({
    ...options,
    apiKey: environment.TRILLET_API_KEY,
    workspaceId: environment.TRILLET_WORKSPACE_ID,
    baseUrl: environment.TRILLET_BASE_URL,
  });
