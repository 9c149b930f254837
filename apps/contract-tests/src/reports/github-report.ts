import { annotatedPlace, isInstalled, type AnnotatedPlace } from './annotated-place.ts';
import { FindingGroups, repetition, type FindingGroup } from './finding-groups.ts';
import { placeOf, staleness, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Workflow commands of GitHub Actions, which become annotations. GitHub shows only ten errors and ten
 * warnings of a step, so equal findings are one annotation.
 */
export function githubReport(context: ReportContext): Report {
  const { print } = context;
  const groups = new FindingGroups(context.contract);
  return {
    finding: (finding) => void groups.add(finding),
    end(verdict) {
      const stale = staleness(verdict, context);
      // GitHub shows the first ones, so what is wrong with the run itself comes first.
      for (const { kind, severity, file, message } of verdict.problems) {
        if (kind === 'run-stopped') continue;
        print(`::${commands[severity]} ${fileProperty(file)}title=${kind}::${data(message)}`);
      }
      for (const group of groups.list) print(annotation(group, context));
      if (stale)
        print(`::notice ${fileProperty(stale.file)}title=${stale.kind}::${data(stale.message)}`);
      const summary = summaryOf(verdict, context);
      const title = verdict.failure === undefined ? 'nothing-verified' : 'run-stopped';
      // If nothing was checked, the summary must not look like a success.
      const isFault = verdict.checked === 0;
      const at = fileProperty(verdict.problems.find(({ kind }) => kind === 'run-stopped')?.file);
      print(isFault ? `::error ${at}title=${title}::${data(summary)}` : summary);
    },
  };
}

function annotation(group: FindingGroup, context: ReportContext): string {
  const { severity, rule, message, contract } = group.finding;
  const place = annotatedPlace(group.finding);
  const times = repetition(group, context);
  const declared = isInstalled(contract.file)
    ? ` ${contract.file}:${contract.line}:${contract.column}`
    : '';
  const text = `${placeOf(group.finding, context)}: ${message}${times ? ` (${times})` : ''}${declared}`;
  return `::${severity} ${placeProperties(place)}title=${property(rule)}::${data(text)}`;
}

function placeProperties(place: AnnotatedPlace | undefined): string {
  const { line, column } = place ?? {};
  const position = line === undefined ? '' : `line=${line},col=${column},`;
  return `${fileProperty(place?.file)}${position}`;
}

function fileProperty(file: string | undefined): string {
  return file === undefined || isInstalled(file) ? '' : `file=${property(file)},`;
}

/** Escapes the text of a workflow command. */
export function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Escapes a property of a workflow command. */
export function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
