import type { Finding } from '@batch-status/conformance';

import type { Report } from './report.ts';

/** One JSON document at the end: `{ verdict, findings }`. */
export function jsonReport(print: (text: string) => void): Report {
  const findings: Finding[] = [];
  return {
    finding: (finding) => findings.push(finding),
    end: (verdict) => print(JSON.stringify({ verdict, findings }, null, 2)),
  };
}
