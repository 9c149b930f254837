import { credentials as keys, statusUrl } from '../loopback/status-request.ts';
import { startServer, type ServerProcess } from '../loopback/start-server.ts';
import type { Table } from '../reports/table.ts';
import { microseconds, perSecond } from '../reports/units.ts';
import type { Figure } from '../rounds/figures.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { countResponses } from './load.ts';

/** A server, and what is requested from it. */
export interface Candidate {
  name: string;
  server: ServerProcess;
  batchId: string;
  headers?: Record<string, string>;
  status?: number;
}

/** CPU of a response of the reference server, and of a bare server with a constant body of the same size. */
export async function benchServer(): Promise<Table[]> {
  return [...(await unchanged()), await changing()];
}

async function unchanged(): Promise<Table[]> {
  using ours = await startServer('reference-server.ts');
  const batchId = 'stalled';
  const response = await fetch(statusUrl(ours.url, batchId), { headers: keys });
  const size = (await response.arrayBuffer()).byteLength;
  const etag = response.headers.get('etag')!;
  using bare = await startServer('constant-server.ts', '--etag', '--size', String(size));
  const candidates = [
    { name: 'node:http, a constant', server: bare, batchId, etag: '"1"' },
    { name: '@batch-status/reference-server', server: ours, batchId, etag },
  ];
  const common = {
    note: 'Responses per second of the server’s CPU, over 50 connections, with authentication, rate limit, and CORS. The ratio is to the bare server.',
    unit: perSecond,
  };
  return [
    {
      ...common,
      name: 'server-200',
      title: `An unchanged batch, ${size} bytes`,
      figures: await compare(candidates, responsesPerSecond),
    },
    {
      ...common,
      name: 'server-304',
      title: 'An unchanged batch that the client already has',
      figures: await compare(
        candidates.map((candidate) => ({
          ...candidate,
          headers: { 'if-none-match': candidate.etag },
          status: 304,
        })),
        responsesPerSecond,
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
    (cpu, responses) => cpu / responses,
    // In a longer round, the last call of the small batch would fail for the last time.
    { ...plan, duration: 300 },
  );
  for (const server of [small, large]) await requireUnfinished(server, batchId);
  return {
    name: 'server-changing',
    title: 'A batch that changes before every response',
    note: 'Microseconds of the server’s CPU to record the changes, read the batch, and respond. The ratio is to a batch of 150 calls.',
    unit: microseconds,
    figures,
  };
}

/** A finished batch does not change, so its figures would be of something else. */
async function requireUnfinished(server: ServerProcess, batchId: string): Promise<void> {
  const response = await fetch(statusUrl(server.url, batchId), { headers: keys });
  const { isComplete } = (await response.json()) as { isComplete: boolean };
  if (isComplete) throw new Error('The batch finished during the measurement. Shorten the rounds.');
}

const plan = { connections: 50, duration: 1000, rounds: 9 };
export const responsesPerSecond = (cpu: number, responses: number): number =>
  responses / (cpu / 1e6);

/**
 * Sends requests to one server after the other.
 *
 * @param figureOf Makes one figure of the microseconds of CPU and the number of responses of a round.
 */
export function compare(
  candidates: Candidate[],
  figureOf: (cpu: number, responses: number) => number,
  { rounds, ...load } = plan,
): Promise<Figure[]> {
  const measure = async ({ server, batchId, headers, status = 200 }: Candidate) => {
    const url = statusUrl(server.url, batchId);
    const before = await server.cpu();
    const responses = await countResponses({
      ...{ url, headers: { ...keys, ...headers }, status },
      ...load,
    });
    return figureOf((await server.cpu()) - before, responses);
  };
  const measures = candidates.map(
    (candidate) => [candidate.name, () => measure(candidate)] as const,
  );
  return takeTurns(Object.fromEntries(measures), rounds);
}
