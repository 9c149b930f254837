import type { Verdict } from '../verify.ts';

/** What came out, in a sentence or two. */
export function summaryOf(verdict: Verdict, contract: string): string {
  const { checked, outOfScope, errors, warnings, unreadable } = verdict;
  const counts = [
    `${count(checked, 'exchange')} checked`,
    `${outOfScope} out of scope`,
    count(errors, 'error'),
    count(warnings, 'warning'),
    ...(unreadable > 0 ? [`${count(unreadable, 'file')} not read to its end`] : []),
  ].join(', ');
  return checked > 0
    ? `${counts}.`
    : `${counts}. Nothing was verified: no answered exchange is of an operation of ${contract}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
