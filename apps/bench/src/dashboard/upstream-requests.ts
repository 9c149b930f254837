import type { Table } from '../reports/table.ts';
import { figuresOf } from '../rounds/figures.ts';
import { startDashboard } from './stream-server.ts';

const pages = 1_000;
const batches = 50;
/** In virtual time. */
const seconds = 600;

/** What the service gets from a dashboard that many pages show, and from its monitor alone. */
export async function benchUpstreamRequests(): Promise<Table> {
  const limits = ['--batches', String(batches), '--requests', '1', '--staleness', '60000'];
  await using alone = await startDashboard('--alone', ...limits);
  await using dashboard = await startDashboard(...limits);
  await dashboard.open(pages);
  const counts: number[] = [];
  for (const { second } of [alone, dashboard]) {
    let requests = 0;
    for (let passed = 0; passed < seconds; passed += 1) ({ requests = 0 } = await second());
    counts.push(requests);
  }
  return {
    name: 'dashboard-requests',
    title: 'Requests of a dashboard to the service',
    note: `Requests for ${batches} batches in ${seconds / 60} minutes of virtual time, at most one per second. ${pages.toLocaleString('en')} streams of pages are open on loopback. The ratio is to the monitor alone.`,
    unit: { name: '', format: 'whole' },
    figures: figuresOf(['a monitor alone', `${pages.toLocaleString('en')} pages`], [counts]),
  };
}
