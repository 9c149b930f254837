import { standing, type Watched } from './watched.ts';

/** How many batches stand where, the most first: `9 running, 3 complete`. */
export function countStandings(watched: readonly Watched[]): string {
  const counts = new Map<string, number>();
  for (const each of watched) counts.set(standing(each), (counts.get(standing(each)) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([words, count]) => `${count} ${words}`)
    .join(', ');
}
