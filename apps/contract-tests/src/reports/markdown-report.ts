import { FindingGroups, placesOf, type FindingGroup } from './finding-groups.ts';
import { problemsToList, staleness, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';

/** A table for a pull request or the summary of a job. The last line is the summary. */
export function markdownReport(context: ReportContext): Report {
  const { print } = context;
  const groups = new FindingGroups(context.contract);
  return {
    finding: (finding) => void groups.add(finding),
    end(verdict) {
      const { list } = groups;
      const stale = staleness(verdict, context);
      const problems = [...problemsToList(verdict), ...(stale ? [stale] : [])];
      for (const { severity, kind, message } of problems) {
        print(`- **${severity}** ${kind}: ${cell(message)}`);
      }
      if (list.length > 0) {
        const gap = problems.length > 0 ? '\n' : '';
        print(
          `${gap}| | rule | recording | times | finding | contract |\n|---|---|---|---|---|---|`,
        );
      }
      for (const group of list) print(row(group, context));
      const gap = problems.length + list.length > 0 ? '\n' : '';
      print(`${gap}${cell(summaryOf(verdict, context))}`);
    },
  };
}

function row(group: FindingGroup, context: ReportContext): string {
  const { severity, rule, message, contract } = group.finding;
  const places = placesOf(group, context).join('; ');
  const promise = `${contract.file}:${contract.line}`;
  const cells = [severity, rule, places, String(group.count), message, promise];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** Escapes all markup. */
export function cell(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_{}[\]<>|~#]/g, String.raw`\$&`);
}
