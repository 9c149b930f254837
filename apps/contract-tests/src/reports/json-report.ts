import type { Report, ReportContext } from './report.ts';

/** One JSON document, `{ findings, verdict }`, with every finding, written piece by piece. */
export function jsonReport({ print }: ReportContext): Report {
  let before = '{"findings":[\n';
  return {
    finding(finding) {
      print(before + JSON.stringify(finding));
      before = ',';
    },
    end(verdict) {
      print(`${before === ',' ? '' : before}],"verdict":${JSON.stringify(verdict)}}`);
    },
  };
}
