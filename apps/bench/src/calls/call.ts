import { startServer } from '../loopback/start-server.ts';
import type { Grid, Table } from '../reports/table.ts';
import { bytes, microseconds } from '../reports/units.ts';
import { allCandidates } from './all-candidates.ts';
import { compareApart, type CallsAtOnce } from './compare-apart.ts';
import { fetchCandidates, peers } from './fetch-clients.ts';
import { generateClients, type GeneratedClients } from './generated-clients.ts';
import { heapInFlight } from './heap-in-flight.ts';
import { compareCalls, type Candidate } from './measure-calls.ts';
import { stubFetch } from './stub-fetch.ts';

/** CPU, latency, and heap of one call of each client. */
export async function benchCall(): Promise<(Table | Grid)[]> {
  await using generated = await generateClients();
  using server = await startServer('constant-server.ts');
  using silent = await startServer('silent-server.ts');
  const names = await namesOfAll(generated);
  const loopback = await compareApart(names, peers, { url: server.url, generated });
  const stubbed = await overStub(async () =>
    compareAtOnce(await fetchCandidates(server.url, generated), { rounds: 15, times: 5000 }),
  );
  return [
    ...loopback.map(({ atOnce, cpu }) => ({
      name: `call-${atOnce}`,
      title: `CPU of one call over loopback, ${atOnce} at once`,
      note: 'Microseconds of CPU in the client’s process. Each round starts a new process for each candidate. The server has its own process. The ratio is to the peer that takes the least: openapi-fetch, ky, ofetch, axios, or a generated client.',
      unit: microseconds,
      figures: cpu,
    })),
    ...stubbed.map(({ atOnce, cpu }) => ({
      name: `call-stub-${atOnce}`,
      title: `CPU of one call over a stub, ${atOnce} at once`,
      note: 'Microseconds of CPU that the client itself adds: `fetch` is replaced by a stub that returns a constant response at once. The ratio is to the peer that takes the least.',
      unit: microseconds,
      figures: cpu,
    })),
    latencyGrid(loopback),
    {
      name: 'call-heap',
      title: 'Heap of a request in flight',
      note: 'Bytes of heap for each of 1000 requests that a server has received but has not responded to. This includes the connection, and a signal that all requests share. Each round starts a new process for each candidate. The ratio is to bare `fetch`.',
      unit: bytes,
      figures: await heapInFlight(names, { url: silent.url, generated }),
    },
  ];
}

async function namesOfAll(generated: GeneratedClients): Promise<string[]> {
  // No request is sent.
  await using all = await allCandidates('http://127.0.0.1', generated);
  return all.candidates.map(({ name }) => name);
}

async function compareAtOnce(
  candidates: Candidate[],
  plan: { rounds: number; times: number },
): Promise<CallsAtOnce[]> {
  const all = [];
  for (const atOnce of [1, 10, 50]) {
    all.push({
      atOnce,
      ...(await compareCalls(
        candidates,
        { ...plan, concurrency: atOnce },
        candidates.map(({ name }) => name).filter((name) => peers.includes(name)),
      )),
    });
  }
  return all;
}

async function overStub<T>(measure: () => Promise<T>): Promise<T> {
  using _ = stubFetch();
  return await measure();
}

function latencyGrid(loopback: CallsAtOnce[]): Grid {
  const names = loopback[0]!.latency.map(({ name }) => name);
  return {
    name: 'call-latency',
    title: 'Latency of one call over loopback',
    note: 'Microseconds within which half of the calls, and 99 of 100 calls, returned their batch.',
    columns: loopback.flatMap(({ atOnce }) => [
      { name: `half, ${atOnce} at once`, format: 'whole' },
      { name: `99 of 100, ${atOnce} at once`, format: 'whole' },
    ]),
    figures: names.map((name, index) => ({
      name,
      values: loopback.flatMap(({ latency }) => {
        const { half, most } = latency[index]!;
        return [half, most];
      }),
    })),
  };
}
