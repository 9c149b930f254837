import {
  createBatchStatusClient,
  type BatchStatusClient,
  type NodeClientOptions,
} from '@batch-status/node';
import type { Environment } from './environment.ts';

/** @throws {ConfigurationError} for a key, workspace, or URL that is malformed. */
export const createClient = (
  environment: Environment,
  options: Pick<NodeClientOptions, 'clock' | 'dispatcher'>,
): BatchStatusClient =>
  createBatchStatusClient({
    ...options,
    apiKey: environment.TRILLET_API_KEY,
    workspaceId: environment.TRILLET_WORKSPACE_ID,
    baseUrl: environment.TRILLET_BASE_URL,
  });
