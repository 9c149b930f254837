import type { Problem } from '../checking/problem.ts';
import type { Verdict } from '../checking/verdict.ts';
import { codeFrame } from './code-frame.ts';
import { FindingGroups, placesOf, type FindingGroup } from './finding-groups.ts';
import { fails, staleness, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';
import { wellFormed } from './well-formed.ts';

/** A case of a suite. */
interface Case {
  name: string;
  outcome: 'passed' | 'failure' | 'error' | 'skipped';
  type?: string;
  message?: string;
  details?: string;
}

/**
 * JUnit XML with a suite for each file. Equal findings of a file are one failed case, or a skipped case if
 * they are not a failure. Its name is the same in the next run, so that dashboards can follow it. What was
 * not checked is an error. A file without any of these has one passed case.
 */
export function junitReport(context: ReportContext): Report {
  const groups = new Map<string, FindingGroups>();
  return {
    // The counts of a suite come before its cases, so nothing can be written before the end.
    finding(finding) {
      const { file } = finding.in;
      if (!groups.has(file)) groups.set(file, new FindingGroups(context.contract));
      groups.get(file)!.add(finding);
    },
    end(verdict) {
      const suites = filesOf(verdict).map((file) =>
        suiteOf(file, casesOf(file, groups.get(file)?.list ?? [], verdict, context)),
      );
      const ofRun = casesOfRun(verdict, context);
      if (ofRun.length > 0) suites.push(suiteOf('contract-tests', ofRun));
      context.print(
        `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>`,
      );
    },
  };
}

/** The files that were read, and those that do not exist. */
function filesOf({ files, problems }: Verdict): string[] {
  const missing = problems.filter(({ kind }) => kind === 'unreadable-file').map(({ file }) => file);
  return [...new Set([...files, ...missing.filter((file) => file !== undefined)])];
}

function casesOf(
  file: string,
  groups: readonly FindingGroup[],
  { problems, failure, unfinished = [] }: Verdict,
  context: ReportContext,
): Case[] {
  const cases = groups.map((group) => caseOf(group, context));
  for (const problem of problems) if (problem.file === file) cases.push(problemCase(problem));
  if (failure !== undefined && unfinished.includes(file)) {
    const message = `${file} was not checked to its end. ${failure}`;
    cases.push({ name: 'run-stopped', outcome: 'error', type: 'run-stopped', message });
  }
  return cases.length > 0 ? cases : [{ name: 'fits the contract', outcome: 'passed' }];
}

/** What is wrong with the run and not with one of its files. */
function casesOfRun(verdict: Verdict, context: ReportContext): Case[] {
  const { problems, failure, checked } = verdict;
  const files = filesOf(verdict);
  const cases = problems
    .filter(({ file }) => file === undefined || !files.includes(file))
    .map(problemCase);
  const stale = staleness(verdict, context);
  if (stale) cases.push(problemCase(stale));
  const hasReason = problems.some((problem) => fails(problem, context));
  if (checked > 0 || failure !== undefined || hasReason) return cases;
  const message = summaryOf(verdict, context);
  return [
    ...cases,
    { name: 'something is checked', outcome: 'failure', type: 'nothing-verified', message },
  ];
}

function problemCase({ kind, severity, message }: Problem): Case {
  return { name: kind, outcome: severity === 'error' ? 'error' : 'skipped', type: kind, message };
}

function caseOf(group: FindingGroup, context: ReportContext): Case {
  const { finding, known, count } = group;
  const { rule, message, contract } = finding;
  const places = placesOf(group, context).join('\n');
  const place = `${contract.file}:${contract.line}:${contract.column} ${contract.pointer}`;
  const times = count === 1 ? '' : `${count} times, for example in\n`;
  return {
    name: `${rule}: ${known.message}`.replaceAll(/\s+/g, ' '),
    outcome: fails(finding, context) ? 'failure' : 'skipped',
    type: rule,
    message: count === 1 ? message : `${message} (${count} times)`,
    details: `${times}${places}\n${place}\n${codeFrame(contract)}`,
  };
}

function suiteOf(file: string, cases: readonly Case[]): string {
  const number = (outcome: Case['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length;
  const counts = `tests="${cases.length}" failures="${number('failure')}" errors="${number('error')}" skipped="${number('skipped')}"`;
  const elements = numbered(cases).map((one) => elementOf(file, one));
  return `<testsuite name="${escaped(file)}" ${counts}>\n${elements.join('')}</testsuite>\n`;
}

/** Names that occur more than once would be one case for readers of the report. */
function numbered(cases: readonly Case[]): Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const number = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, number);
    return number === 1 ? one : { ...one, name: `${one.name} (${number})` };
  });
}

function elementOf(
  file: string,
  { name, outcome, type = '', message = '', details }: Case,
): string {
  const attributes = `classname="${escaped(file)}" name="${escaped(name)}"`;
  if (outcome === 'passed') return `<testcase ${attributes}/>\n`;
  const text = escaped(details ?? message);
  const inner =
    outcome === 'skipped'
      ? // The schema of Jenkins allows no attributes here.
        `<skipped>${escaped(message)}</skipped>`
      : `<${outcome} type="${escaped(type)}" message="${escaped(message)}">${text}</${outcome}>`;
  return `<testcase ${attributes}>${inner}</testcase>\n`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
// oxlint-disable-next-line no-control-regex -- XML cannot contain them
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return wellFormed(text)
    .replace(unwritable, '')
    .replaceAll(/[&<>"\n]/g, (character) => entities[character]!);
}
