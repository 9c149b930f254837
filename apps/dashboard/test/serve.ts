import type { BatchStatusSource } from '@batch-status/node';
import { systemClock } from '@batch-status/time';
import { onTestFinished } from 'vitest';
import { ownMonitor } from '../src/board/start-monitor.ts';
import { createDashboard, type DashboardOptions } from '../src/create-dashboard.ts';

/** Serves a dashboard on loopback until the end of the test. */
export async function serveDashboard(
  service: BatchStatusSource,
  options: Partial<DashboardOptions> = {},
) {
  const { clock = systemClock } = options;
  const errors: unknown[] = [];
  const dashboard = createDashboard({
    startMonitor: ownMonitor(service, clock),
    ...{ secrets: [], limits: { requestsPerSecond: 1, maxStaleness: 60_000 }, simulated: false },
    ...{ data: ':memory:', pageFolder: '', base: '/', host: '127.0.0.1', port: 0 },
    ...{ rule: { kind: 'open' }, clock, log: (_, cause) => void errors.push(cause) },
    ...options,
  });
  onTestFinished(() => dashboard.close());
  const { url, port } = await dashboard.listen();
  return { dashboard, board: dashboard.board, url, port, errors };
}
