/** Measures the calls of one candidate, which its argument names, and prints the result. */
import { allCandidates } from './all-candidates.ts';
import type { Apart } from './compare-apart.ts';
import { measureCalls } from './measure-calls.ts';

const { name, url, atOnce: concurrency, ...generated } = JSON.parse(process.argv[2]!) as Apart;
await using all = await allCandidates(url, generated);
const candidate = all.candidates.find((each) => each.name === name)!;
await measureCalls(candidate, { times: 2000, concurrency });
console.log(JSON.stringify(await measureCalls(candidate, { times: 4000, concurrency })));
