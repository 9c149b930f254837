import { onTestFinished } from 'vitest';
import {
  createReferenceServer,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '../src/index.ts';

export const credentials = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };

export interface RunningServer extends ReferenceServer {
  url: string;
  port: number;
  /** The path of a batch's status; the id goes in as it is. */
  statusUrl: (batchId: string) => string;
  /** Asks for a batch as one who may. */
  get: (batchId: string, headers?: Record<string, string>) => Promise<Response>;
}

/** A server on a free port that is closed when the test has finished. */
export async function startServer(options: ReferenceServerOptions = {}): Promise<RunningServer> {
  const server = createReferenceServer(options);
  const { url, port } = await server.listen();
  onTestFinished(() => server.close());
  const statusUrl = (batchId: string): string => `${url}/v1/api/batch-calls/${batchId}/status`;
  return {
    ...server,
    url,
    port,
    statusUrl,
    get: (batchId, headers) =>
      fetch(statusUrl(batchId), { headers: { ...credentials, ...headers } }),
  };
}
