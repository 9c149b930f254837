import { startServer } from '../loopback/start-server.ts';
import type { Grid, Table } from '../reports/table.ts';
import { microseconds } from '../reports/units.ts';
import { compareCalls, type Calls } from './measure-calls.ts';
import { nodeCandidates } from './node-candidates.ts';

/** CPU and rate of calls of the Node client, which uses undici, and of undici alone. */
export async function benchNode(): Promise<(Table | Grid)[]> {
  using server = await startServer('constant-server.ts');
  await using compared = nodeCandidates(server.url);
  const measured: (Calls & { atOnce: number })[] = [];
  for (const atOnce of [1, 10, 50]) {
    // Many short rounds, since a disturbance of the machine lasts longer than one of them.
    const plan = { rounds: 121, times: 1000, concurrency: atOnce };
    measured.push({ atOnce, ...(await compareCalls(compared.candidates, plan)) });
  }
  return [
    ...measured.map(({ atOnce, cpu }) => ({
      name: `node-${atOnce}`,
      title: `CPU of one call by the Node client, ${atOnce} at once`,
      note: 'Microseconds of CPU in the client’s process. The server has its own process. `@batch-status/node` applies every rule of a call. The ratio is to undici’s `Pool.request` with `body.json()`, which applies none.',
      unit: microseconds,
      figures: cpu,
    })),
    {
      name: 'node-rate',
      title: 'Calls per second by the Node client',
      note: 'The client and the server share one machine.',
      columns: measured.map(({ atOnce }) => ({ name: `${atOnce} at once`, format: 'whole' })),
      figures: compared.candidates.map(({ name }, index) => ({
        name,
        values: measured.map(({ rate }) => rate[index]!.median),
      })),
    },
  ];
}
