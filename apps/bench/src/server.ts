import { figuresOf, type Figure } from './measure.ts';
import { throughput } from './load.ts';
import { startServer } from './processes.ts';
import { microseconds, perSecond, type Table } from './table.ts';

const keys = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };
const statusUrl = (url: string, batchId: string): string =>
  `${url}/v1/api/batch-calls/${batchId}/status`;

interface Candidate {
  name: string;
  url: string;
  headers: Record<string, string>;
  status: number;
}

/** How fast the reference server answers, beside a bare server with a constant of the same size. */
export async function benchServer(): Promise<Table[]> {
  return [...(await unchanged()), await changing()];
}

async function unchanged(): Promise<Table[]> {
  using ours = await startServer('reference-server.ts');
  const url = statusUrl(ours.url, 'stalled');
  const answer = await fetch(url, { headers: keys });
  const size = (await answer.arrayBuffer()).byteLength;
  using bare = await startServer('constant-server.ts', String(size));
  const etag = answer.headers.get('etag')!;
  const bareName = 'node:http, a constant';
  const ourName = '@batch-status/reference-server';
  const note =
    'Answers a second over 50 connections, with authentication, rate limit and CORS on. The ratio is to the bare server.';
  return [
    {
      name: 'server-200',
      title: `An unchanged batch, ${size} bytes`,
      note,
      unit: perSecond,
      figures: await compareThroughput([
        { name: bareName, url: bare.url, headers: keys, status: 200 },
        { name: ourName, url, headers: keys, status: 200 },
      ]),
    },
    {
      name: 'server-304',
      title: 'An unchanged batch that the client has',
      note,
      unit: perSecond,
      figures: await compareThroughput([
        {
          name: bareName,
          url: bare.url,
          headers: { ...keys, 'if-none-match': '"1"' },
          status: 304,
        },
        { name: ourName, url, headers: { ...keys, 'if-none-match': etag }, status: 304 },
      ]),
    },
  ];
}

async function changing(): Promise<Table> {
  using small = await startServer('reference-server.ts', '150');
  using large = await startServer('reference-server.ts', '1000000');
  const candidates = Object.entries({ '150 calls': small, '1,000,000 calls': large }).map(
    ([name, { url }]) => ({ name, url: statusUrl(url, 'changing'), headers: keys, status: 200 }),
  );
  const figures = await compareThroughput(candidates, (answers) => 1e6 / answers);
  return {
    name: 'server-changing',
    title: 'A batch that changes before every answer',
    note: 'Microseconds for recording what happened, reading the batch anew and answering. The ratio is to 150 calls.',
    unit: microseconds,
    figures,
  };
}

const rounds = 9;
const plan = { connections: 50, duration: 1500 };

/** Candidates take turns in every round. */
async function compareThroughput(
  candidates: Candidate[],
  figure: (answers: number) => number = (answers) => answers,
): Promise<Figure[]> {
  for (const candidate of candidates) await throughput({ ...candidate, ...plan });
  const rows: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    for (const candidate of candidates)
      row.push(figure(await throughput({ ...candidate, ...plan })));
    rows.push(row);
  }
  return figuresOf(
    candidates.map(({ name }) => name),
    rows,
  );
}
