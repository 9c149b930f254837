import type { Verdict } from '../checking/verdict.ts';

/** The result in one or two sentences. */
export function summaryOf(verdict: Verdict, contract: string): string {
  const {
    checked,
    unanswered,
    undocumented,
    unjudgedBodies,
    transitions,
    errors,
    warnings,
    unreadable,
  } = verdict;
  const counts = [
    `${count(checked, 'exchange')} checked`,
    outOfScopeIn(verdict),
    ...(undocumented > 0 ? [`${undocumented} undocumented`] : []),
    ...(unanswered > 0 ? [`${unanswered} unanswered`] : []),
    ...(unjudgedBodies > 0 ? [`${count(unjudgedBodies, 'body', 'bodies')} not checked`] : []),
    ...(transitions.unordered > 0
      ? [`${count(transitions.unordered, 'pair')} in unknown order`]
      : []),
    count(errors, 'error'),
    count(warnings, 'warning'),
    ...(unreadable > 0 ? [`${count(unreadable, 'file')} not read to its end`] : []),
  ].join(', ');
  if (verdict.failure !== undefined) {
    const found = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
    return `The run ended before everything was checked: ${found}. ${verdict.failure}`;
  }
  return checked > 0
    ? `${counts}.${notChecked(verdict)}`
    : `${counts}. Nothing was checked: no exchange with a response belongs to an operation in ${contract}.`;
}

function notChecked({ unjudged }: Verdict): string {
  const names = Object.entries(unjudged).map(([name, number]) => `${number} × ${name}`);
  return names.length === 0 ? '' : ` Not checked against a schema: ${names.join(', ')}.`;
}

/** The number of exchanges that are out of scope, and the reasons. */
function outOfScopeIn({ outOfScope }: Verdict): string {
  const reasons = Object.entries(outOfScope).filter(([, number]) => number > 0);
  const total = reasons.reduce((sum, [, number]) => sum + number, 0);
  if (total === 0) return '0 out of scope';
  const details = reasons.map(
    ([why, number]) => `${why === 'preflight' ? why : `other ${why}`} ${number}`,
  );
  return `${total} out of scope (${details.join(', ')})`;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
