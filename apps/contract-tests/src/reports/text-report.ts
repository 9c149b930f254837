import { codeFrame } from './code-frame.ts';
import { placeOf, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';

/** A text for people: each finding, where it is, and the lines of the contract that it breaks. */
export function textReport(context: ReportContext): Report {
  const { print } = context;
  let lastPlace: string | undefined;
  return {
    finding(finding) {
      const { severity, rule, message, contract } = finding;
      const place = placeOf(finding, context);
      if (place !== lastPlace) print(place);
      lastPlace = place;
      print(`  ${severity} ${rule}: ${message}`);
      print(`    ${contract.file}:${contract.line}:${contract.column} ${contract.pointer}`);
      const frame = codeFrame(contract);
      if (frame) print(frame.replaceAll(/^/gm, '      '));
    },
    end(verdict) {
      // The command says on standard error why a run ended early.
      if (verdict.failure === undefined) print(summaryOf(verdict, context.contract));
    },
  };
}
