import { createReferenceServer } from '@batch-status/reference-server';
import { credentials as headers, statusUrl } from '../loopback/status-request.ts';
import type { Table } from '../reports/table.ts';
import type { Unit } from '../reports/units.ts';
import { takeTurns, type Measure } from '../rounds/take-turns.ts';
import { benchServerClose } from './server-close.ts';

const rounds = 9;
const fine: Unit = { name: 'ms', format: 'hundredths' };

/** How long the reference server takes to begin a batch, to catch up with one, and to close. */
export async function benchServerLatency(): Promise<Table[]> {
  return [
    {
      name: 'server-begin',
      title: 'The first response for a batch',
      note: 'Milliseconds of wall-clock time until the server has created the batch and responded. The ratio is to a batch of 150 calls.',
      unit: fine,
      figures: await takeTurns(
        {
          '150 calls': () => firstResponse('demo'),
          '1,000,000 calls': () => firstResponse('huge'),
        },
        rounds,
      ),
    },
    {
      name: 'server-catch-up',
      title: 'Catching up with a batch',
      note: 'Microseconds of CPU for each call of a batch that ended before the first request, until the server responds that it is complete. The ratio is to 3,000 calls.',
      unit: { name: 'µs', format: 'whole' },
      figures: await takeTurns(
        { '3,000 calls': catchUp(3_000), '30,000 calls': catchUp(30_000) },
        rounds,
      ),
    },
    await benchServerClose(),
  ];
}

async function firstResponse(batchId: string): Promise<number> {
  const server = createReferenceServer();
  const { url } = await server.listen();
  // The connection is there before the measurement.
  await getBatch(url, 'empty');
  const startedAt = performance.now();
  await getBatch(url, batchId);
  const duration = performance.now() - startedAt;
  await server.close();
  return duration;
}

const catchUp =
  (calls: number): Measure =>
  async () => {
    const server = createReferenceServer();
    const { url } = await server.listen();
    const createdAt = Date.now() - 30 * 86_400_000;
    const before = process.cpuUsage();
    server.addBatch('late', { calls, concurrency: 1000, createdAt });
    while (!(await getBatch(url, 'late')).isComplete);
    const { user, system } = process.cpuUsage(before);
    await server.close();
    return (user + system) / calls;
  };

async function getBatch(url: string, batchId: string): Promise<{ isComplete: boolean }> {
  const response = await fetch(statusUrl(url, batchId), { headers });
  return (await response.json()) as { isComplete: boolean };
}
