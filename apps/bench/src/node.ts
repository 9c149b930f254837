import { compareCalls, type Calls } from './measure.ts';
import { nodeCandidates } from './node-candidates.ts';
import { startServer } from './processes.ts';
import { microseconds, perSecond, type Grid, type Table } from './table.ts';

/** What one call of the Node client costs beside the undici that it is made of. */
export async function benchNode(): Promise<(Table | Grid)[]> {
  using server = await startServer('constant-server.ts');
  await using compared = nodeCandidates(server.url);
  const measured: (Calls & { atOnce: number })[] = [];
  for (const atOnce of [1, 10, 50]) {
    // Many short rounds: what disturbs the machine lasts longer than one.
    const plan = { rounds: 61, times: 1000, concurrency: atOnce };
    measured.push({ atOnce, ...(await compareCalls(compared.candidates, plan)) });
  }
  return [
    ...measured.map(({ atOnce, cpu }) => ({
      name: `node-${atOnce}`,
      title: `CPU of one call by the Node client, ${atOnce} at once`,
      note: 'Microseconds in the client’s process; the server has its own. Ours with every rule on; the ratio is to undici’s `Pool.request` with `body.json()`, which has none.',
      unit: microseconds,
      figures: cpu,
    })),
    {
      name: 'node-rate',
      title: 'Calls in a second by the Node client',
      note: 'Where client and server share one machine.',
      columns: measured.map(({ atOnce }) => ({
        name: `${atOnce} at once`,
        format: perSecond.format,
      })),
      figures: compared.candidates.map(({ name }, index) => ({
        name,
        values: measured.map(({ rate }) => rate[index]!.median),
      })),
    },
  ];
}
