import { BlockList } from 'node:net';
import {
  createMonitor,
  type BatchStatus,
  type BatchStatusSource,
  type Clock,
} from '@batch-status/node';
import { batchOf } from '@batch-status/loopback/batches';
import { systemClock } from '@batch-status/time';
import { onTestFinished } from 'vitest';
import { createDashboard, type DashboardOptions } from '../src/create-dashboard.ts';

/** A service whose batches a test sets, and which fails as it says. */
export class FakeService implements BatchStatusSource {
  readonly batches = new Map<string, BatchStatus>();
  requests = 0;
  /** What the next requests fail with. */
  failure: ((batchId: string) => Error | undefined) | undefined;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async getBatchStatus(batchId: string): Promise<BatchStatus> {
    this.requests += 1;
    const failure = this.failure?.(batchId);
    if (failure) throw failure;
    await this.#clock.sleep(10);
    return this.batches.get(batchId) ?? batchOf({ active: 1 });
  }
}

/** Serves a dashboard on loopback until the end of the test. */
export async function serveDashboard(
  service: BatchStatusSource,
  options: Partial<DashboardOptions> = {},
) {
  const { clock = systemClock } = options;
  const errors: unknown[] = [];
  const dashboard = createDashboard({
    startMonitor: ({ requestsPerSecond, maxStaleness }) =>
      createMonitor(service, {
        ...{ maxRequestsPerSecond: requestsPerSecond, maxStaleness, maxPending: Infinity, clock },
        ...{ reportPending: true, reportConfirmations: true, reportPauses: true },
      }),
    ...{ secrets: [], limits: { requestsPerSecond: 1, maxStaleness: 60_000 }, simulated: false },
    ...{ data: ':memory:', pageFolder: '', base: '/', host: '127.0.0.1', port: 0 },
    ...{ rule: { kind: 'open' }, clock, log: (_, cause) => void errors.push(cause) },
    ...options,
  });
  onTestFinished(() => dashboard.close());
  const { url, port } = await dashboard.listen();
  return { dashboard, board: dashboard.board, url, port, errors };
}

export function fromAddress(...addresses: string[]): BlockList {
  const list = new BlockList();
  for (const address of addresses) list.addAddress(address);
  return list;
}
