import { batchOf } from '@batch-status/loopback/batches';
import type { TransportReply } from '../src/index.ts';

/** A batch of one call. */
export const batch = batchOf({ waiting: 1, active: 0, completed: 0, failed: 0, total: 1 });

/** What a transport hands over. */
export const answer = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): TransportReply => ({
  status,
  header: (name) => headers[name] ?? null,
  bytes: new TextEncoder().encode(JSON.stringify(body)),
});
