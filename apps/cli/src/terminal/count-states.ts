import { inWords, problemOf, stateOf, type Watched } from '../display/watched.ts';

/** How many batches are in each state, the most frequent first: `9 running, 3 complete`. */
export function countStates(watched: readonly Watched[]): string {
  const counts = new Map<string, number>();
  for (const each of watched) {
    const problem = problemOf(each);
    const state = problem ? inWords(problem.code) : stateOf(each);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([words, count]) => `${count} ${words}`)
    .join(', ');
}
