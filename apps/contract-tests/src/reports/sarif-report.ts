import { sep } from 'node:path';

import type { Finding } from '@batch-status/conformance';

import packageJson from '../../package.json' with { type: 'json' };
import { placeOf, type Report, type ReportContext } from './report.ts';

/**
 * A SARIF 2.1.0 log for code scanning, written piece by piece. The location of a result is the promise in
 * the contract. The recording is a related location.
 */
export function sarifReport(context: ReportContext): Report {
  const { print } = context;
  const rules = new Set<string>();
  print(`{
"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
"version": "2.1.0",
"runs": [{
"columnKind": "utf16CodeUnits",
"results": [`);
  return {
    finding(finding) {
      print((rules.size > 0 ? ',' : '') + JSON.stringify(resultOf(finding, context)));
      rules.add(finding.rule);
    },
    end({ unreadable, failure }) {
      const driver = {
        name: 'contract-tests',
        version: packageJson.version,
        rules: [...rules].map((id) => ({ id })),
      };
      const invocation = {
        executionSuccessful: unreadable === 0 && failure === undefined,
        ...(failure === undefined ? {} : { toolExecutionNotifications: [errorOf(failure)] }),
      };
      print(`],
"invocations": [${JSON.stringify(invocation)}],
"tool": ${JSON.stringify({ driver })}
}]}`);
    },
  };
}

function errorOf(text: string): object {
  return { level: 'error', message: { text } };
}

function resultOf(finding: Finding, context: ReportContext): object {
  const { rule, severity, message, contract } = finding;
  return {
    ruleId: rule,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(contract.file) },
          region: { startLine: contract.line, startColumn: contract.column },
        },
        logicalLocations: [{ fullyQualifiedName: contract.pointer }],
      },
    ],
    relatedLocations: [
      {
        id: 0,
        physicalLocation: { artifactLocation: { uri: uriOf(finding.in.file) } },
        message: { text: placeOf(finding, context) },
      },
    ],
  };
}

function uriOf(file: string): string {
  return file.split(sep).map(encodeURIComponent).join('/');
}
