import { fileURLToPath } from 'node:url';
import { runMeasured } from '../process/measured-process.ts';
import type { Grid } from '../reports/table.ts';
import { cacheLoads } from './cache-loads.ts';

const clients = ['fetch', 'node'];
const program = fileURLToPath(new URL('cache-apart.ts', import.meta.url));

/** Memory of the cache of each client, compared with its limit. */
export async function benchCache(): Promise<Grid[]> {
  const figures = [];
  for (const load of Object.keys(cacheLoads)) {
    const values: number[] = [];
    for (const client of clients) values.push(await growthOf(client, load));
    figures.push({ name: load, values });
  }
  return [
    {
      name: 'cache-memory',
      title: 'Memory of the cache of responses',
      note: 'How much the memory of a process grows, heap and buffers, while a client requests many batches, divided by `maxCacheBytes` (here 8 MiB).',
      columns: clients.map((client) => ({
        name: `@batch-status/${client}`,
        format: 'hundredths',
      })),
      figures,
    },
  ];
}

async function growthOf(client: string, load: string): Promise<number> {
  const conditions = '--conditions=@batch-status/source';
  const args = [conditions, program, '--client', client, '--load', load];
  const run = await runMeasured(args);
  if (run?.code !== 0) throw new Error(`node ${args.join(' ')} failed.`);
  return Number(run.stdout);
}
