import type { BoardState } from '../../wire/board.ts';
import type { Outage } from './outage.ts';

/** What can be wrong with the whole page, the most important first: the title of its banner, and the news that it is over. */
export const pageProblems = {
  noAnswer: { title: 'The dashboard does not respond.', over: 'The dashboard responds again.' },
  cutOff: {
    title: 'This page is cut off from its dashboard.',
    over: 'This page is connected to its dashboard again.',
  },
  keyRefused: { title: 'The service refuses the key.', over: 'The service accepts the key again.' },
  unreachable: { title: 'The API is unreachable.', over: 'The API is reachable again.' },
  rateLimit: { title: 'Over the rate limit.', over: 'No longer over the rate limit.' },
  overCapacity: { title: 'Over capacity.', over: 'No longer over capacity.' },
  noHistory: { title: 'No history is being saved.', over: 'The history is being saved again.' },
} as const;

export type PageProblem = keyof typeof pageProblems;

interface PageFacts {
  /** `undefined` until the server has sent it. */
  state: BoardState | undefined;
  isCutOff: boolean;
  outage: Outage | undefined;
  /** The number of batches that are followed. */
  followed: number;
}

/** What is wrong with the whole page now. */
export function problemsOf({ state, isCutOff, outage, followed }: PageFacts): PageProblem[] {
  const problems: PageProblem[] = [];
  if (isCutOff) problems.push(state ? 'cutOff' : 'noAnswer');
  if (state?.keyRefused) problems.push('keyRefused');
  if (outage) problems.push(outage.kind);
  // More are followed than fit, for example, after a start with fewer requests.
  if (state && followed > state.capacity.batches) problems.push('overCapacity');
  if (state?.historyProblem !== undefined) problems.push('noHistory');
  return problems;
}
