import type { Arrival } from '../following/api.ts';
import type { FollowerEvent } from '../following/follower-log.ts';

/** Whether more requests arrived in any sliding second than are allowed. */
export function problemsOfBudget(arrivals: readonly Arrival[], perSecond: number): string[] {
  let first = 0;
  let most = 0;
  for (const [index, { at }] of arrivals.entries()) {
    while (at - arrivals[first]!.at >= 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most > perSecond ? [`${most} requests arrived within a second.`] : [];
}

/** Ends that a process got twice, or that it missed. */
export function problemsOfEnds(
  events: readonly FollowerEvent[],
  processes: readonly string[],
  batchIds: readonly string[],
): string[] {
  const ends = new Map<string, number>();
  for (const { process, kind, batchId } of events) {
    if (kind !== 'ended') continue;
    const key = `${process} of ${batchId}`;
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  const missed = processes
    .flatMap((process) => batchIds.map((batchId) => `${process} of ${batchId}`))
    .filter((key) => !ends.has(key));
  const repeated = [...ends].filter(([, count]) => count > 1).map(([key]) => key);
  return [
    ...missed.map((key) => `The end was lost: ${key}.`),
    ...repeated.map((key) => `The end was reported twice: ${key}.`),
  ];
}

/** Pauses between requests for a batch that were longer than promised. */
export function problemsOfPauses(arrivals: readonly Arrival[], longest: number): string[] {
  const last = new Map<string, number>();
  const problems: string[] = [];
  for (const { at, batchId } of arrivals) {
    const pause = at - (last.get(batchId) ?? at);
    if (pause > longest) problems.push(`${batchId} was not requested for ${Math.round(pause)} ms.`);
    last.set(batchId, at);
  }
  return problems;
}

/** @throws Error with all problems, if there are any. */
export function demandNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
