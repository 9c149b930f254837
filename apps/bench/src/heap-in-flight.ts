import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { figuresOf, type Candidate, type Figure } from './measure.ts';

const first = 200;
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

/** Of those beyond the first ones, which bring what is there once. */
async function heapOf({ run }: Candidate, silent: string): Promise<number> {
  const ending = new AbortController();
  const calls: Promise<unknown>[] = [];
  const heapWith = async (count: number): Promise<number> => {
    while (calls.length < count) calls.push(run(ending.signal));
    await waitFor(silent, count);
    return heapUsed();
  };
  const before = await heapWith(first);
  const after = await heapWith(first + requests);
  const ended = Promise.allSettled(calls);
  ending.abort();
  await ended;
  await waitFor(silent, 0);
  return (after - before) / requests;
}

async function waitFor(silent: string, count: number): Promise<void> {
  while ((await (await fetch(`${silent}/waiting`)).text()) !== String(count)) await sleep(10);
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is let go of may need several turns until it is. */
async function heapUsed(): Promise<number> {
  for (let turn = 0; turn < 5; turn++) {
    collectGarbage();
    await sleep(20);
  }
  return process.memoryUsage().heapUsed;
}
