import { createBatchStatusClient } from '@batch-status/fetch';
import { createProxyListener } from '@batch-status/node/proxy';
import { createReferenceServer, type ReferenceServer } from '@batch-status/reference-server';
import { VirtualClock } from '@batch-status/simulation';
import { afterAll, beforeAll } from 'vitest';
import { open, type Tab } from './browser.ts';
import { start } from './reports.ts';

/** An element that polls the batch `running`. The batch `ended` is complete. */
export const polling = '<batch-watch batch-id="running" src="/api"></batch-watch>';

let reference: ReferenceServer;
let url: string;

/** Starts the reference server once for the tests of a file. */
export function useReferenceServer(): void {
  beforeAll(async () => {
    const clock = new VirtualClock({ now: start });
    reference = createReferenceServer({
      now: () => clock.now(),
      sleep: (ms, signal) => clock.sleep(ms, signal),
    });
    ({ url } = await reference.listen());
    reference.addBatch('ended', { calls: 50, createdAt: start - 86_400_000 });
    reference.addBatch('running', { calls: 100_000, createdAt: start - 600_000 });
  });

  afterAll(() => reference?.close());
}

const authorize = (_: unknown, batchId: string): boolean => batchId !== 'secret';

/** Opens a page whose server is a proxy of the reference server. */
export const openWithProxy = (body: string = polling): Promise<Tab> =>
  open(
    ({ handlers }) => {
      const client = createBatchStatusClient({
        ...{ baseUrl: url, apiKey: 'test-key', workspaceId: 'test-workspace' },
      });
      const proxy = createProxyListener(client, { authorize, path: '/api', shareFor: 0 });
      handlers.set('/api/', (request, response) => proxy(request, response));
      return body;
    },
    { expected: /Failed to load resource/, script: 'watch' },
  );
