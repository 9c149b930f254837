import { EventEmitter, once } from 'node:events';
import { untilAborted } from '@batch-status/command';
import { Checker, type Finding, type Summary } from '@batch-status/conformance';

import { readContract } from '../../contract-file.ts';
import { exitCodes } from '../../exit-codes.ts';
import { InputError, isForUsers } from '../../input-error.ts';
import { startRecorder } from '../../recorder/recorder.ts';
import { startCommand } from './start-command.ts';
import { orphaned } from './orphaned.ts';
import { redactionKey } from './redaction-key.ts';
import type { Format } from '../../reports/format-names.ts';
import { formats } from '../../reports/formats.ts';
import type { Surroundings } from '../../surroundings.ts';
import { notChecked, nothingChecked } from '../../checking/file-counts.ts';
import { exitCodeOf, reasonOf, type Verdict } from '../../checking/verdict.ts';

export interface RecordFlags {
  target: string;
  /** The variables of the environment that contain the address. */
  env: string[];
  port?: number;
  output: string;
  contract: string;
  redactionKey?: string;
  maxBody: number;
  verify?: boolean;
  strict?: boolean;
  undocumented: 'error' | 'warning' | 'ignore';
  requests: boolean;
  format: Format;
  failOn: Finding['severity'];
}

/** How recording ended. */
interface Ended {
  error?: Error;
  /** Whether there was a command at all. */
  isStarted?: boolean;
  /** The exit code of the command. */
  exitCode?: number;
}

const mebibyte = 1024 * 1024;

/**
 * Records until it is interrupted, or until a command ends, and returns the exit code.
 *
 * @param command A command with its arguments, which gets the address in its environment.
 */
export async function recordCommand(
  flags: RecordFlags,
  command: readonly string[],
  { print, terminal, interruption, now }: Surroundings,
): Promise<number> {
  const target = targetOf(flags.target);
  const { output, failOn, strict = false, undocumented, requests } = flags;
  const contract = await readContract(flags.contract);
  const key = await redactionKey(flags.redactionKey);
  const checker = flags.verify
    ? new Checker(contract, { strict, undocumented, requests, anyHost: true })
    : undefined;
  const report = formats[flags.format]({
    print,
    contract: flags.contract,
    bodies: false,
    failOn,
    live: true,
  });
  const events = new EventEmitter<{ failure: [Error] }>();
  const failure = once(events, 'failure') as Promise<[Error]>;
  const recorder = await startRecorder({
    contract,
    target,
    ...(flags.port === undefined ? {} : { port: flags.port }),
    output,
    redactionKey: key,
    maxBody: flags.maxBody * mebibyte,
    ...(checker ? { checker } : {}),
    onFinding: report.finding,
    onFailure: (error) => events.emit('failure', error),
    ...(now ? { now } : {}),
  });
  const stop = new AbortController();
  const signal = AbortSignal.any([interruption(), orphaned(stop.signal), stop.signal]);
  const child =
    command.length > 0 ? startCommand(command, flags.env, recorder.url, signal) : undefined;
  const ended: Promise<Ended> = child
    ? child.then(
        (exitCode) => ({ exitCode }),
        (error: unknown) => ({ error: error as Error, isStarted: false }),
      )
    : untilAborted(signal).then(() => ({}));
  terminal.write(
    `Recording ${recorder.url} → ${target.href} into ${output}.${child ? '' : ' Press Ctrl-C to stop.'}\n`,
  );
  const {
    error,
    isStarted = true,
    exitCode = exitCodes.kept,
  } = await Promise.race([failure.then(([reason]): Ended => ({ error: reason })), ended]);
  if (error && !isStarted) {
    // The next attempt would find the file of this one.
    await recorder.abandon();
    throw error;
  }
  // A command cannot go on without the recorder.
  stop.abort('SIGTERM');
  const abandoned = await recorder.close();
  const verdict = checker && verdictOf(checker.summary, output, error);
  if (verdict) report.end(verdict);
  const exchanges = recorder.count === 1 ? '1 exchange' : `${recorder.count} exchanges`;
  const cutOff = abandoned > 0 ? `, ${abandoned} of them cut off` : '';
  terminal.write(`${output}: ${exchanges} recorded${cutOff}.\n`);
  if (error) throw error;
  if (!verdict || exitCode !== exitCodes.kept) return exitCode;
  const reason = reasonOf(verdict, failOn);
  if (reason) terminal.write(`contract-tests: ${reason}\n`);
  return exitCodeOf(verdict, failOn);
}

/** @param error Why the recording ended early. */
function verdictOf(summary: Summary, file: string, error: Error | undefined): Verdict {
  const problems = [nothingChecked(file, summary), notChecked(file, summary)].filter(
    (problem) => problem !== undefined,
  );
  const verdict = { ...summary, files: [file], unreadable: 0, problems };
  if (!error) return verdict;
  const failure = isForUsers(error) ? error.message : 'Something failed that should not.';
  problems.push({ kind: 'run-stopped', severity: 'error', message: failure });
  return { ...verdict, failure, unfinished: [file] };
}

function targetOf(text: string): URL {
  const target = URL.parse(text);
  if (!target || !/^https?:$/.test(target.protocol)) {
    throw new InputError('--target must be the URL of a server, such as https://api.example.');
  }
  if (target.username || target.password || target.search || target.hash) {
    throw new InputError(
      '--target must not have a user, a query, or a fragment. Use only the URL of the server; clients send the rest.',
    );
  }
  return target;
}
