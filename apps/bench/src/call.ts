import { clientCandidates } from './clients.ts';
import { compareCpu } from './measure.ts';
import { startServer } from './processes.ts';
import { microseconds, type Table } from './table.ts';

/** CPU time of one call, with every rule of ours on, at several concurrencies. */
export async function benchCall(): Promise<Table[]> {
  using server = await startServer('constant-server.ts');
  const tables: Table[] = [];
  for (const concurrency of [1, 10, 50]) {
    const figures = await compareCpu(clientCandidates(server.url), {
      rounds: 7,
      times: 2000,
      concurrency,
    });
    tables.push({
      name: `call-${concurrency}`,
      title: `CPU of one call over loopback, ${concurrency} at once`,
      note: 'Microseconds in the client’s process; the server has its own. The ratio is to openapi-fetch.',
      unit: microseconds,
      figures,
    });
  }
  return tables;
}
