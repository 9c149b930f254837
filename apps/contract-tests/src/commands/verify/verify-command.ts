import type { Finding } from '@batch-status/conformance';

import { threadFor } from '../../checking/threads/check-thread.ts';
import type { Problem } from '../../checking/problem.ts';
import { exitCodeOf, isComplete, reasonOf, stoppedVerdict } from '../../checking/verdict.ts';
import { exitCodes } from '../../exit-codes.ts';
import { matched, noFileMatches } from '../../files.ts';
import { InputError, isForUsers } from '../../input-error.ts';
import { bytesIn, progressOn, type Progress } from '../../progress.ts';
import type { Format } from '../../reports/format-names.ts';
import type { Report } from '../../reports/report.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { AcceptanceFlags } from './accepting.ts';

export interface VerifyFlags extends AcceptanceFlags {
  server?: string[];
  anyHost?: boolean;
  strict?: boolean;
  undocumented: 'error' | 'warning' | 'ignore';
  unchecked: 'error' | 'warning' | 'ignore';
  expectFindings?: boolean;
  requests: boolean;
  format: Format;
  failOn: Finding['severity'];
}

/** Returns the exit code. */
export async function verifyCommand(
  patterns: string[],
  flags: VerifyFlags,
  { print, terminal, interruption }: Surroundings,
): Promise<number> {
  const { contract, failOn, response, writeBaseline } = flags;
  let progress: Progress | undefined;
  const clearly = (text: string): void => {
    progress?.clear();
    print(text);
  };
  const found = { error: 0, warning: 0 };
  const problems: Problem[] = [];
  let files: string[] = [];
  let unfinished = new Set<string>();
  let report: Report | undefined;
  const signal = interruption();
  try {
    files = await filesIn(patterns, problems);
    unfinished = new Set(files);
    const judging = judgingOf(flags);
    await using thread =
      response === undefined ? await threadFor(files, contract, judging) : undefined;
    // Both load the same modules as the thread, which is to begin first.
    report = await reportFor(flags, clearly);
    const { accepting, verify } = await import('./verifying.ts');
    const { isReported, after } = await accepting(flags);
    progress = progressOn(terminal, await bytesIn(files));
    const { finding: reportFinding } = report;
    const summary = await verify({
      ...judging,
      ...(response === undefined ? {} : { response }),
      ...(thread ? { thread } : {}),
      contract,
      files,
      unchecked: flags.unchecked,
      expectFindings: flags.expectFindings ?? false,
      signal,
      onFinding(finding) {
        if (!isReported(finding)) return;
        found[finding.severity]++;
        reportFinding(finding);
      },
      onProblem: (problem) => problems.push(problem),
      onFile: (file) => unfinished.delete(file),
      onRead: (bytes) => progress?.read(bytes),
    });
    const { error: errors, warning: warnings } = found;
    const judged = { ...summary, errors, warnings, files, problems };
    const verdict = { ...judged, ...(await after(isComplete(judged))) };
    report.end(verdict);
    progress.clear();
    const reason = reasonOf(verdict, failOn);
    if (reason) terminal.write(`contract-tests: ${reason}\n`);
    if (writeBaseline !== undefined) terminal.write(writtenOf(writeBaseline, isComplete(judged)));
    return exitCodeOf(verdict, failOn);
  } catch (error) {
    // Without an end, JSON and XML cannot be parsed, and without an error it would look like a success.
    report ??= await reportFor(flags, clearly);
    const stopped: Problem = {
      kind: 'run-stopped',
      severity: 'error',
      ...(isAboutContract(error) ? { file: contract } : {}),
      message: signal.aborted ? 'The run was interrupted.' : failureOf(error),
    };
    const verdict = stoppedVerdict(stopped, {
      files,
      unfinished: [...unfinished],
      problems,
      found,
    });
    report.end(signal.aborted ? { ...verdict, signal: String(signal.reason) } : verdict);
    if (!signal.aborted) throw error;
    terminal.write(`contract-tests: ${stopped.message}\n`);
    return signal.reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
  }
}

/** The files to check. If some do not exist, the others are checked. */
async function filesIn(patterns: string[], problems: Problem[]): Promise<string[]> {
  const { files, unmatched } = await matched(patterns);
  const messages = unmatched.map((pattern) => noFileMatches(pattern));
  if (files.length === 0) throw new InputError(messages[0]);
  for (const [index, message] of messages.entries()) {
    problems.push({ kind: 'unreadable-file', severity: 'error', file: unmatched[index]!, message });
  }
  return files;
}

/** By its name, so that its module is not loaded here. */
function isAboutContract(error: unknown): boolean {
  return error instanceof Error && error.name === 'ContractError';
}

/** The message of an error that is not for users could quote a secret. */
function failureOf(error: unknown): string {
  if (isForUsers(error)) return error.message;
  return `Something failed that should not (${error instanceof Error ? error.name : typeof error}). Please report it.`;
}

function writtenOf(file: string, isWritten: boolean): string {
  return isWritten
    ? `contract-tests: Everything that was found is accepted by ${file}.\n`
    : `contract-tests: ${file} was not written, because not everything was checked.\n`;
}

function judgingOf({ server, anyHost, strict, operation, undocumented, requests }: VerifyFlags) {
  return {
    ...(server ? { servers: server } : {}),
    anyHost,
    ...(strict ? { strict } : {}),
    ...(operation ? { operations: operation } : {}),
    undocumented,
    requests,
  };
}

async function reportFor(flags: VerifyFlags, print: (text: string) => void): Promise<Report> {
  const { formats } = await import('./verifying.ts');
  const { format, contract, response, failOn, baseline, operation = [], rule = [] } = flags;
  const selection = [
    ...(response === undefined ? operation.map((name) => `--operation ${quoted(name)}`) : []),
    ...rule.map((name) => `--rule ${quoted(name)}`),
  ];
  return formats[format]({
    print,
    contract,
    bodies: response !== undefined,
    failOn,
    ...(baseline === undefined ? {} : { baseline }),
    ...(selection.length > 0 ? { selection: selection.join(' ') } : {}),
  });
}

/** A value as in a shell. */
function quoted(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : JSON.stringify(value);
}
