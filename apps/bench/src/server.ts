import { countAnswers } from './load.ts';
import { figuresOf, type Figure } from './measure.ts';
import { startServer, type ServerProcess } from './processes.ts';
import { credentials as keys, statusUrl } from './status-request.ts';
import { microseconds, perSecond, type Table } from './table.ts';

interface Candidate {
  name: string;
  server: ServerProcess;
  batchId: string;
  headers?: Record<string, string>;
  status?: number;
}

/** What an answer costs the reference server, beside a bare one with a constant of the same size. */
export async function benchServer(): Promise<Table[]> {
  return [...(await unchanged()), await changing()];
}

async function unchanged(): Promise<Table[]> {
  using ours = await startServer('reference-server.ts');
  const batchId = 'stalled';
  const answer = await fetch(statusUrl(ours.url, batchId), { headers: keys });
  const size = (await answer.arrayBuffer()).byteLength;
  const etag = answer.headers.get('etag')!;
  using bare = await startServer('constant-server.ts', '--etag', '--size', String(size));
  const candidates = [
    { name: 'node:http, a constant', server: bare, batchId, etag: '"1"' },
    { name: '@batch-status/reference-server', server: ours, batchId, etag },
  ];
  const common = {
    note: 'Answers for a second of the server’s CPU, over 50 connections, with authentication, rate limit and CORS on. The ratio is to the bare server.',
    unit: perSecond,
  };
  return [
    {
      ...common,
      name: 'server-200',
      title: `An unchanged batch, ${size} bytes`,
      figures: await compare(candidates, answersPerSecond),
    },
    {
      ...common,
      name: 'server-304',
      title: 'An unchanged batch that the client has',
      figures: await compare(
        candidates.map((candidate) => ({
          ...candidate,
          headers: { 'if-none-match': candidate.etag },
          status: 304,
        })),
        answersPerSecond,
      ),
    },
  ];
}

async function changing(): Promise<Table> {
  using small = await startServer('reference-server.ts', '150');
  using large = await startServer('reference-server.ts', '1000000');
  const batchId = 'changing';
  const figures = await compare(
    [
      { name: '150 calls', server: small, batchId },
      { name: '1,000,000 calls', server: large, batchId },
    ],
    (cpu, answers) => cpu / answers,
    // In a longer one, the last call of the small batch would fail for the last time.
    { ...plan, duration: 300 },
  );
  for (const server of [small, large]) await demandUnfinished(server, batchId);
  return {
    name: 'server-changing',
    title: 'A batch that changes before every answer',
    note: 'Microseconds of the server’s CPU for recording what happened, reading the batch anew and answering. The ratio is to 150 calls.',
    unit: microseconds,
    figures,
  };
}

/** A batch that has ended no longer changes, and then something else was measured. */
async function demandUnfinished(server: ServerProcess, batchId: string): Promise<void> {
  const response = await fetch(statusUrl(server.url, batchId), { headers: keys });
  const { isComplete } = (await response.json()) as { isComplete: boolean };
  if (isComplete) throw new Error('The batch ended while it was measured: measure less of it.');
}

const rounds = 9;
const plan = { connections: 50, duration: 1000 };
const answersPerSecond = (cpu: number, answers: number): number => answers / (cpu / 1e6);

/** Candidates take turns in every round. */
async function compare(
  candidates: Candidate[],
  figureOf: (cpu: number, answers: number) => number,
  load = plan,
): Promise<Figure[]> {
  const measure = async ({ server, batchId, headers, status = 200 }: Candidate) => {
    const url = statusUrl(server.url, batchId);
    const before = await server.cpu();
    const answers = await countAnswers({ url, headers: { ...keys, ...headers }, status, ...load });
    return figureOf((await server.cpu()) - before, answers);
  };
  for (const candidate of candidates) await measure(candidate);
  const rows: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    for (const candidate of candidates) row.push(await measure(candidate));
    rows.push(row);
  }
  return figuresOf(
    candidates.map(({ name }) => name),
    rows,
  );
}
