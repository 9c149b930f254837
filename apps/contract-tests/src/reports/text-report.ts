import { codeFrame } from './code-frame.ts';
import { FindingGroups, repetition, type FindingGroup } from './finding-groups.ts';
import { placeOf, problemsToList, staleness, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';

/** A text for people: each finding, where it is, and the lines of the contract that it breaks. */
export function textReport(context: ReportContext): Report {
  const { print, live = false } = context;
  const groups = new FindingGroups(context.contract);
  let lastPlace: string | undefined;

  function printGroup(group: FindingGroup): void {
    const { severity, rule, message, contract } = group.finding;
    const place = placeOf(group.finding, context);
    if (place !== lastPlace) print(place);
    lastPlace = place;
    print(`  ${severity} ${rule}: ${message}`);
    const times = repetition(group, context);
    if (times) print(`    ${times}`);
    print(`    ${contract.file}:${contract.line}:${contract.column} ${contract.pointer}`);
    const frame = codeFrame(contract);
    if (frame) print(frame.replaceAll(/^/gm, '      '));
  }

  function printRepetitions(): void {
    for (const group of groups.list) {
      const times = repetition(group, context);
      if (times) print(`${times}\n  ${group.finding.rule}: ${group.finding.message}`);
    }
  }

  return {
    finding(finding) {
      if (groups.add(finding) && live) {
        printGroup({ known: groups.list.at(-1)!.known, finding, count: 1, examples: [finding] });
      }
    },
    end(verdict) {
      const { list } = groups;
      if (live) printRepetitions();
      else for (const group of list) printGroup(group);
      const problems = problemsToList(verdict);
      for (const { severity, kind, message } of problems) print(`${severity} ${kind}: ${message}`);
      const stale = staleness(verdict, context);
      if (stale) print(`${stale.severity} ${stale.kind}: ${stale.message}`);
      // The command says on standard error why a run ended early.
      const isOnlyStopped =
        verdict.failure !== undefined && list.length === 0 && problems.length === 0;
      if (!isOnlyStopped) print(summaryOf(verdict, context));
    },
  };
}
