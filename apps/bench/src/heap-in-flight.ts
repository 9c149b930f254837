import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { figuresOf, type Candidate, type Figure } from './measure.ts';

const requests = 1000;
const rounds = 3;

/**
 * The heap of one request of each candidate that is in flight, in bytes.
 *
 * @param silent The URL of `silent-server.ts`, which the candidates ask.
 */
export async function heapInFlight(candidates: Candidate[], silent: string): Promise<Figure[]> {
  for (const candidate of candidates) await heapOf(candidate, silent);
  const rows: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    for (const candidate of candidates) row.push(await heapOf(candidate, silent));
    rows.push(row);
  }
  return figuresOf(
    candidates.map(({ name }) => name),
    rows,
  );
}

async function heapOf({ run }: Candidate, silent: string): Promise<number> {
  const before = heapUsed();
  const ending = new AbortController();
  const calls = Array.from({ length: requests }, () => run(ending.signal));
  const ended = Promise.allSettled(calls);
  await waitFor(silent, requests);
  const used = heapUsed() - before;
  ending.abort();
  await ended;
  await waitFor(silent, 0);
  return used / requests;
}

async function waitFor(silent: string, count: number): Promise<void> {
  while ((await (await fetch(`${silent}/waiting`)).text()) !== String(count)) await sleep(10);
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
