import { placeOf, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';

/** A table for a pull request or the summary of a job. */
export function markdownReport(context: ReportContext): Report {
  const { print } = context;
  let found = false;
  return {
    finding(finding) {
      const { severity, rule, message, contract } = finding;
      if (!found) print('| | rule | recording | finding | contract |\n|---|---|---|---|---|');
      found = true;
      const promise = `${contract.file}:${contract.line}`;
      const cells = [severity, rule, placeOf(finding, context), message, promise];
      print(`| ${cells.map(cell).join(' | ')} |`);
    },
    end: (verdict) => print(`${found ? '\n' : ''}${cell(summaryOf(verdict, context.contract))}`),
  };
}

/** Escapes all markup. */
function cell(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_{}[\]<>|~#]/g, String.raw`\$&`);
}
