import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../rounds/figures.ts';
import { settledHeap } from '../rounds/heap.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import type { Candidate } from './measure-calls.ts';

const first = 200;
const requests = 1000;
const rounds = 3;

/**
 * The bytes of heap that one request of each candidate takes while it is in flight.
 *
 * @param silent The URL of `silent-server.ts`, which the candidates request.
 */
export function heapInFlight(candidates: Candidate[], silent: string): Promise<Figure[]> {
  const measures = candidates.map(
    (candidate) => [candidate.name, () => heapOf(candidate, silent)] as const,
  );
  return takeTurns(Object.fromEntries(measures), rounds);
}

/** Leaves out the first requests, which allocate what all requests share. */
async function heapOf({ run }: Candidate, silent: string): Promise<number> {
  const ending = new AbortController();
  const calls: Promise<unknown>[] = [];
  const heapWith = async (count: number): Promise<number> => {
    while (calls.length < count) calls.push(run(ending.signal));
    await waitFor(silent, count);
    return settledHeap();
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
