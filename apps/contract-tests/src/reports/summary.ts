import { outOfScopeIn } from '../checking/out-of-scope.ts';
import type { Verdict } from '../checking/verdict.ts';
import type { ReportContext } from './report.ts';

/** The result in one or two sentences. */
export function summaryOf(verdict: Verdict, { contract, selection }: ReportContext): string {
  const {
    checked,
    unanswered,
    undocumented,
    unjudgedBodies,
    transitions,
    errors,
    warnings,
    unreadable,
    problems,
    leftOut = 0,
    accepted,
    expected = 0,
    otherRules = 0,
    stale = [],
  } = verdict;
  if (verdict.failure !== undefined) {
    const found = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
    return `The run ended before everything was checked: ${found}. ${verdict.failure}`;
  }
  const empty = problems.filter(({ kind }) => kind === 'nothing-checked').length;
  const [outOfScope = '0 out of scope'] = outOfScopeIn(verdict);
  const counts = [
    `${count(checked, 'exchange')} checked`,
    outOfScope,
    ...(leftOut > 0 ? [`${leftOut} of other operations`] : []),
    ...(undocumented > 0 ? [`${undocumented} undocumented`] : []),
    ...(unanswered > 0 ? [`${unanswered} unanswered`] : []),
    ...(unjudgedBodies > 0 ? [`${count(unjudgedBodies, 'body', 'bodies')} not checked`] : []),
    ...(transitions.unordered > 0
      ? [`${count(transitions.unordered, 'pair')} in unknown order`]
      : []),
    count(errors, 'error'),
    count(warnings, 'warning'),
    ...(accepted === undefined ? [] : [`${accepted} accepted`]),
    ...(expected > 0 ? [`${count(expected, 'finding')} as expected`] : []),
    ...(stale.length > 0 ? [`${stale.length} accepted but no longer found`] : []),
    ...(otherRules > 0 ? [`${count(otherRules, 'finding')} of other rules`] : []),
    ...(unreadable > 0 ? [`${count(unreadable, 'file')} not read to its end`] : []),
    ...(empty > 0 && checked > 0 ? [`nothing checked in ${count(empty, 'recording')}`] : []),
  ].join(', ');
  const others = otherHostsIn(verdict);
  if (checked > 0) return `${counts}.${selected(selection)}${notChecked(verdict)}${others}`;
  const operation = selection?.includes('--operation')
    ? 'one of the chosen operations'
    : 'an operation';
  return `${counts}. Nothing was checked: no exchange with a response belongs to ${operation} in ${contract}.${others}`;
}

const shownHosts = 5;

/** The hosts that the contract does not name, those with the most exchanges first. */
function otherHostsIn({ checked, otherHosts }: Verdict): string {
  const hosts = Object.entries(otherHosts).toSorted(([, a], [, b]) => b - a);
  if (hosts.length === 0) return '';
  const shown = hosts.slice(0, shownHosts).map(([host, number]) => `${number} × ${host}`);
  const more = hosts.length > shownHosts ? `, and ${hosts.length - shownHosts} more` : '';
  const advice = checked === 0 ? ' If one of them is meant, add --server <url> or --any-host.' : '';
  return ` Hosts that the contract does not name: ${shown.join(', ')}${more}.${advice}`;
}

function selected(selection: string | undefined): string {
  return selection === undefined ? '' : ` Only ${selection} was checked.`;
}

function notChecked({ unjudged }: Verdict): string {
  const names = Object.entries(unjudged).map(([name, number]) => `${number} × ${name}`);
  return names.length === 0 ? '' : ` Not checked against a schema: ${names.join(', ')}.`;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
