import { figuresOf, type Figure } from '../rounds/figures.ts';
import type { GeneratedClients } from './generated-clients.ts';
import { runApart } from './run-apart.ts';

const rounds = 9;

/**
 * The bytes of heap that one request of each candidate takes while it is in flight. Each round starts
 * a process for each candidate, because a connection pool keeps some memory of closed connections,
 * and a second candidate in one process would use it.
 *
 * @param url The URL of `silent-server.ts`, which the candidates request.
 * @returns Ratios to bare `fetch`.
 */
export async function heapInFlight(
  names: string[],
  { url, generated }: { url: string; generated: GeneratedClients },
): Promise<Figure[]> {
  const { redocly, heyApi } = generated;
  const rows: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    for (const name of names)
      row.push(await runApart('heap-apart.ts', { name, url, redocly, heyApi }));
    rows.push(row);
  }
  return figuresOf(names, rows, 'fetch');
}
