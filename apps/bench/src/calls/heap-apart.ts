/** Measures the heap of requests in flight of one candidate, which its argument names, and prints the bytes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { settledHeap } from '../rounds/heap.ts';
import { allCandidates } from './all-candidates.ts';
import type { CandidateChoice } from './run-apart.ts';

/** The first requests allocate what all requests share, and are left out. */
const first = 300;
const requests = 1000;

const { name, url, ...generated } = JSON.parse(process.argv[2]!) as CandidateChoice;
const { candidates } = await allCandidates(url, generated);
const { run } = candidates.find((each) => each.name === name)!;
const { signal } = new AbortController();
const calls: Promise<unknown>[] = [];

async function heapWith(count: number): Promise<number> {
  while (calls.length < count) calls.push(run(signal));
  while ((await (await fetch(`${url}/waiting`)).text()) !== String(count)) await sleep(10);
  return settledHeap();
}

const before = await heapWith(first);
const after = await heapWith(first + requests);
console.log((after - before) / requests);
// The requests never end.
process.exit();
