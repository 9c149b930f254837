import { sep } from 'node:path';

import type { Finding } from '@batch-status/conformance';

import packageJson from '../../package.json' with { type: 'json' };
import { problemKinds, type Problem } from '../checking/problem.ts';
import { exitCodeOf, isComplete, type Verdict } from '../checking/verdict.ts';
import { annotatedPlace } from './annotated-place.ts';
import { FindingGroups, placesOf, type FindingGroup } from './finding-groups.ts';
import { staleness, type Report, type ReportContext } from './report.ts';
import { wellFormed } from './well-formed.ts';

/**
 * A SARIF 2.1.0 log for code scanning. The location of a result is the promise in the contract. The
 * recordings are related locations. Equal findings are one result.
 *
 * If not everything was checked, the run is not successful, and the log has no results: those that are
 * missing would close their alerts. Its findings are notifications then.
 */
export function sarifReport(context: ReportContext): Report {
  const groups = new FindingGroups(context.contract);
  return {
    finding: (finding) => void groups.add(finding),
    end: (verdict) => context.print(JSON.stringify(logOf(groups.list, verdict, context))),
  };
}

function logOf(groups: readonly FindingGroup[], verdict: Verdict, context: ReportContext): object {
  const isSuccess = isComplete(verdict);
  const stale = staleness(verdict, context);
  const problems = [...verdict.problems, ...(stale ? [stale] : [])];
  if (!isSuccess && problems.every(({ severity }) => severity !== 'error')) {
    problems.push({
      kind: 'nothing-checked',
      severity: 'error',
      message: problemKinds['nothing-checked'],
    });
  }
  const notifications = [
    ...problems.map((problem) => notificationOf(problem)),
    ...(isSuccess ? [] : groups.map((group) => findingNotification(group, context))),
  ];
  const rules = [...new Set(groups.map(({ finding }) => finding.rule))];
  const kinds = [...new Set(problems.map(({ kind }) => kind))];
  const { selection } = context;
  const run = {
    // Results of a part of the contract must not replace those of the whole.
    ...(selection === undefined
      ? {}
      : { automationDetails: { id: `contract-tests ${selection}/` } }),
    columnKind: 'utf16CodeUnits',
    tool: {
      driver: {
        name: 'contract-tests',
        version: packageJson.version,
        rules: rules.map((id) => ({ id })),
        ...(kinds.length === 0
          ? {}
          : {
              notifications: kinds.map((id) => ({
                id,
                shortDescription: { text: problemKinds[id] },
              })),
            }),
      },
    },
    invocations: [
      {
        executionSuccessful: isSuccess,
        ...(verdict.signal === undefined
          ? { exitCode: exitCodeOf(verdict, context.failOn) }
          : { exitSignalName: verdict.signal }),
        ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
      },
    ],
    ...(isSuccess ? { results: groups.map((group) => resultOf(group, context)) } : {}),
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
}

function notificationOf({ kind, severity, file, message }: Problem): object {
  return {
    descriptor: { id: kind },
    level: severity,
    message: { text: message },
    ...(file === undefined ? {} : { locations: [{ physicalLocation: artifact(file) }] }),
  };
}

/** A finding of a run that is not successful. */
function findingNotification(group: FindingGroup, context: ReportContext): object {
  const { rule, severity } = group.finding;
  return {
    associatedRule: { id: rule },
    level: severity,
    message: { text: textOf(group) },
    locations: [locationOf(group.finding), ...exampleLocations(group, context)],
  };
}

function resultOf(group: FindingGroup, context: ReportContext): object {
  const { rule, severity } = group.finding;
  return {
    ruleId: rule,
    level: severity,
    message: { text: textOf(group) },
    occurrenceCount: group.count,
    partialFingerprints: { 'knownFinding/v1': fingerprintOf(group) },
    locations: [locationOf(group.finding)],
    relatedLocations: exampleLocations(group, context).map((location, id) => ({ id, ...location })),
  };
}

function textOf({ finding: { message }, count }: FindingGroup): string {
  return count === 1 ? message : `${message} This was found ${count} times.`;
}

function fingerprintOf({ known: { contract, rule, message } }: FindingGroup): string {
  // Other formats need not load the module.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256')
    .update(JSON.stringify([contract, rule, message]))
    .digest('hex');
}

function locationOf(finding: Finding): object {
  const { line, column, pointer } = finding.contract;
  const { file, ...position } = annotatedPlace(finding) ?? finding.contract;
  const region =
    position.line === undefined ? {} : { region: { startLine: line, startColumn: column } };
  return {
    physicalLocation: { ...artifact(file), ...region },
    logicalLocations: [{ fullyQualifiedName: pointer }],
  };
}

function exampleLocations(group: FindingGroup, context: ReportContext): object[] {
  const places = placesOf(group, context);
  return group.examples.map((finding, index) => ({
    physicalLocation: artifact(finding.in.file),
    message: { text: places[index] },
  }));
}

function artifact(file: string): object {
  const uri = wellFormed(file).split(sep).map(encodeURIComponent).join('/');
  return { artifactLocation: { uri } };
}
