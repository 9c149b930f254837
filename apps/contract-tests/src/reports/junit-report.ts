import type { Finding } from '@batch-status/conformance';

import { codeFrame } from './code-frame.ts';
import { fails, placeOf, type Report, type ReportContext } from './report.ts';
import { summaryOf } from './summary.ts';

/**
 * JUnit XML with a suite for each file. A finding is a failed case, or a skipped case if it is not a
 * failure. A file without findings has one passed case.
 */
export function junitReport(context: ReportContext): Report {
  const findings: Finding[] = [];
  return {
    // The counts of a suite come before its cases, so nothing can be written before the end.
    finding: (finding) => findings.push(finding),
    end(verdict) {
      const suites = verdict.files.flatMap((file) => {
        const own = findings.filter((finding) => finding.in.file === file);
        // If the run ended early, a file without findings has not passed.
        if (verdict.failure !== undefined && own.length === 0) return [];
        return [suiteOf(file, own, context)];
      });
      if (verdict.checked === 0) suites.push(nothingVerified(summaryOf(verdict, context.contract)));
      context.print(
        `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>`,
      );
    },
  };
}

function suiteOf(file: string, findings: Finding[], context: ReportContext): string {
  const cases = findings.map((finding) => caseOf(finding, context));
  if (cases.length === 0) cases.push(`<testcase classname="contract-tests" ${named(file)}/>\n`);
  const failures = findings.filter((finding) => fails(finding, context)).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${findings.length - failures}"`;
  return `<testsuite ${named(file)} ${counts}>\n${cases.join('')}</testsuite>\n`;
}

function caseOf(finding: Finding, context: ReportContext): string {
  const { rule, message, contract } = finding;
  const at = finding.in.pointer ? ` at ${finding.in.pointer}` : '';
  const place = `${contract.file}:${contract.line}:${contract.column} ${contract.pointer}`;
  const attribute = `message="${escaped(message)}"`;
  const outcome = fails(finding, context)
    ? `<failure type="${escaped(rule)}" ${attribute}>${escaped(`${place}\n${codeFrame(contract)}`)}</failure>`
    : `<skipped ${attribute}/>`;
  const name = named(`${placeOf(finding, context)}${at}: ${rule}`);
  return `<testcase classname="contract-tests" ${name}>${outcome}</testcase>\n`;
}

function nothingVerified(summary: string): string {
  const failure = `<failure type="nothing-verified" message="${escaped(summary)}"/>`;
  return `<testsuite name="contract-tests" tests="1" failures="1" errors="0" skipped="0">\n<testcase classname="contract-tests" name="something is checked">${failure}</testcase>\n</testsuite>\n`;
}

const named = (name: string): string => `name="${escaped(name)}"`;

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
  return text.replace(unwritable, '').replaceAll(/[&<>"\n]/g, (character) => entities[character]!);
}
