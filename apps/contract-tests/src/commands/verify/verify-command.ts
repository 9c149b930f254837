import type { Finding } from '@batch-status/conformance';

import { filesMatching } from '../../files.ts';
import { bytesIn, progressOn } from '../../progress.ts';
import { exitCodeOf, reasonOf, stoppedVerdict, type Verdict } from '../../checking/verdict.ts';
import { threadFor } from '../../checking/check-thread.ts';
import { isForUsers } from '../../input-error.ts';
import { formats, type Format } from '../../reports/formats.ts';
import type { Surroundings } from '../../surroundings.ts';

export interface VerifyFlags {
  contract: string;
  response?: number;
  operation?: string;
  server?: string[];
  strict?: boolean;
  undocumented: 'error' | 'warning' | 'ignore';
  requests: boolean;
  format: Format;
  failOn: Finding['severity'];
}

/** Returns the exit code. */
export async function verifyCommand(
  patterns: string[],
  flags: VerifyFlags,
  { print, terminal }: Surroundings,
): Promise<number> {
  const { format, failOn, server, strict, undocumented, requests, ...options } = flags;
  const files = await filesMatching(patterns);
  const progress = progressOn(terminal, await bytesIn(files));
  const tell = (text: string): void => {
    progress.clear();
    print(text);
  };
  const report = formats[format]({
    print: tell,
    contract: flags.contract,
    bodies: flags.response !== undefined,
    failOn,
  });
  const judging = {
    ...(server ? { servers: server } : {}),
    ...(strict ? { strict } : {}),
    undocumented,
    requests,
  };
  await using thread =
    flags.response === undefined ? await threadFor(files, flags.contract, judging) : undefined;
  const { verify } = await import('./verify.ts');
  const found = { error: 0, warning: 0 };
  let verdict: Verdict;
  try {
    verdict = await verify({
      ...options,
      ...judging,
      files,
      ...(thread ? { thread } : {}),
      onFinding(finding) {
        found[finding.severity]++;
        report.finding(finding);
      },
      onRead: (bytes) => progress.read(bytes),
      onUnreadable: ({ message }) => {
        progress.clear();
        terminal.write(`contract-tests: ${message}\n`);
      },
    });
  } catch (error) {
    // Without an end, JSON and XML cannot be parsed.
    const reason = isForUsers(error) ? error.message : 'An unexpected error occurred.';
    report.end(stoppedVerdict(files, found, reason));
    throw error;
  }
  report.end(verdict);
  const reason = reasonOf(verdict, failOn);
  if (reason) {
    progress.clear();
    terminal.write(`contract-tests: ${reason}\n`);
  }
  return exitCodeOf(verdict, failOn);
}
