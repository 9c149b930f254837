import type { Table } from '../reports/table.ts';
import { kilobytes, milliseconds } from '../reports/units.ts';
import type { Figure } from '../rounds/figures.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { startConstant, startDashboard, type StreamServer } from './stream-server.ts';

const streams = 1_000;
const count = streams.toLocaleString('en');
const names = { bare: 'node:http, a constant', ours: '@batch-status/dashboard' };
/** Each of 50 batches is requested in each second, and has changed. */
const busy = ['--batches', '50', '--requests', '50', '--staleness', '2000'];

/** CPU and memory of a dashboard for the streams of open pages, and of a bare server. */
export async function benchStreams(): Promise<Table[]> {
  const size = await sizeOfEvent();
  return [
    {
      name: 'dashboard-streams',
      title: `A second of 50 changes to ${count} streams`,
      note: `Milliseconds of the server’s CPU: for requesting 50 batches, encoding them, storing them, and writing ${(size / 1000).toFixed(0)} kB to each stream. The ratio is to one write of a constant of that size to each.`,
      unit: milliseconds,
      figures: await cpuOfSeconds(size),
    },
    {
      name: 'dashboard-memory',
      title: 'Memory for an open page',
      note: `Kilobytes of the server’s memory for each of ${count} streams, after garbage collection, when each has received a few events. Each server is a new process in each round. The ratio is to a bare server of event streams.`,
      unit: kilobytes,
      figures: await memoryOfStreams(size),
    },
  ];
}

/** What a second brings to each stream. */
async function sizeOfEvent(): Promise<number> {
  await using dashboard = await startDashboard(...busy);
  await dashboard.open(1);
  for (let second = 0; second < 3; second += 1) await dashboard.second();
  return Math.round(dashboard.bytes);
}

/** Milliseconds of a server's CPU for a second. */
const cpuOf =
  ({ server, second }: StreamServer) =>
  async (): Promise<number> => {
    const seconds = 3;
    const before = await server.cpu();
    for (let passed = 0; passed < seconds; passed += 1) await second();
    return ((await server.cpu()) - before) / 1000 / seconds;
  };

async function cpuOfSeconds(size: number): Promise<Figure[]> {
  await using bare = await startConstant(size);
  await using ours = await startDashboard(...busy);
  for (const server of [bare, ours]) {
    await server.open(streams);
    // A dashboard runs for days, so its code is compiled.
    for (let passed = 0; passed < 20; passed += 1) await server.second();
  }
  // Awaited here, before the servers are disposed of.
  return await takeTurns({ [names.bare]: cpuOf(bare), [names.ours]: cpuOf(ours) }, 15);
}

/** Bytes of a server's memory for each stream. The server is a new process. */
const memoryOf = (start: () => Promise<StreamServer>) => async (): Promise<number> => {
  await using started = await start();
  // What a server allocates once, in its first seconds, is not for a page.
  for (let passed = 0; passed < 5; passed += 1) await started.second();
  const before = await started.server.memory();
  await started.open(streams);
  for (let passed = 0; passed < 3; passed += 1) await started.second();
  return ((await started.server.memory()) - before) / streams;
};

const memoryOfStreams = (size: number): Promise<Figure[]> =>
  takeTurns(
    {
      [names.bare]: memoryOf(() => startConstant(size)),
      [names.ours]: memoryOf(() => startDashboard(...busy)),
    },
    3,
  );
