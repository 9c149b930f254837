import { placeOf, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';

/** Workflow commands of GitHub Actions, which become annotations at the lines of the contract. */
export function githubReport(context: ReportContext): Report {
  const { print } = context;
  return {
    finding(finding) {
      const { severity, rule, message, contract } = finding;
      const place = `file=${property(contract.file)},line=${contract.line},col=${contract.column}`;
      const text = data(`${placeOf(finding, context)}: ${message}`);
      print(`::${severity} ${place},title=${property(rule)}::${text}`);
    },
    end(verdict) {
      const summary = summaryOf(verdict, context.contract);
      // If nothing was checked, the summary must not look like a success.
      const isFault = verdict.checked === 0;
      print(isFault ? `::error title=nothing-verified::${data(summary)}` : summary);
    },
  };
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
