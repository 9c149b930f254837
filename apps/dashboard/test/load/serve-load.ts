/**
 * A dashboard in virtual time, whose batches change with every request. `pnpm bench dashboard` starts
 * it as a process of its own. It prints the URL of a server that drives it: `/second` lets a second
 * pass, and every response is a `LoadState`. With `--alone`, there is only the monitor.
 */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { listenOnLoopback } from '@batch-status/loopback';
import { VirtualClock } from '@batch-status/simulation';
import { ownMonitor } from '../../src/board/start-monitor.ts';
import { createDashboard } from '../../src/create-dashboard.ts';
import { ChangingService } from './changing-service.ts';

export interface LoadState {
  /** How many requests the service got. */
  requests: number;
  /** The stream of the board. Absent if there is only the monitor. */
  events?: string | undefined;
}

const { values } = parseArgs({
  options: {
    alone: { type: 'boolean', default: false },
    batches: { type: 'string', default: '50' },
    requests: { type: 'string', default: '1' },
    staleness: { type: 'string', default: '60000' },
  },
});
const limits = {
  requestsPerSecond: Number(values.requests),
  maxStaleness: Number(values.staleness),
};
const batchIds = Array.from({ length: Number(values.batches) }, (_, nth) => `batch-${nth}`);
const clock = new VirtualClock();
const service = new ChangingService(clock);
const startMonitor = ownMonitor(service, clock);
const events = values.alone ? followAlone() : await serveDashboard();

const { url } = await listenOnLoopback(
  createServer((request, response) => {
    void answer(request.url === '/second').then((state) => response.end(JSON.stringify(state)));
  }),
);
process.stdout.write(`${url}\n`);

async function answer(passes: boolean): Promise<LoadState> {
  if (passes) await clock.advance(1000);
  return { requests: service.requests, events };
}

function followAlone(): undefined {
  const monitor = startMonitor(limits);
  for (const batchId of batchIds) monitor.add(batchId);
  void (async () => {
    for await (const report of monitor) if (report.type === 'failure') throw report.error;
  })();
}

function log(message: string, cause: unknown): never {
  throw new Error(message, { cause });
}

async function serveDashboard(): Promise<string> {
  const dashboard = createDashboard({
    ...{ startMonitor, limits, clock, secrets: ['test-key'], simulated: false },
    ...{ data: ':memory:', pageFolder: '', base: '/', host: '127.0.0.1', port: 0 },
    ...{ rule: { kind: 'open' }, log },
  });
  const listening = await dashboard.listen();
  dashboard.board.add(batchIds);
  return `${listening.url}/api/events`;
}
