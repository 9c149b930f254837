import { titleOf, type LocatedCase } from '@batch-status/client-suite/runner';
import type { Result } from '../check/summary.ts';
import type { CaseServer } from './case-server.ts';
import { PendingCases } from './pending-cases.ts';
import type { Runtime, Session, Variant } from './runtimes/runtime.ts';
import { Watchdog, type After } from './watchdog.ts';

export interface RunOptions {
  server: CaseServer;
  /** The project in which the packages are installed. */
  folder: string;
  /** How long a runtime may run without the end of a case, in milliseconds. */
  timeout: number;
  after: After;
  print: (text: string) => void;
  /** Called with each case that has run. */
  onCase: (each: LocatedCase) => unknown;
}

export const nameOf = ({ title }: Runtime, { title: variant }: Variant): string =>
  `cases in ${title}${variant && ` (${variant})`}`;

/** Runs cases in one runtime, started in one way. */
export async function runVariant(
  runtime: Runtime,
  variant: Variant,
  cases: readonly LocatedCase[],
  options: RunOptions,
): Promise<Result> {
  const { server, folder, print } = options;
  const name = nameOf(runtime, variant);
  const result: Result = { passed: 0, failed: [], skipped: [] };
  const fail = (what: string, details: string): void => {
    result.failed.push(`${name}: ${what}`);
    print(`✗ ${name}: ${what}\n${details.replaceAll(/^(?=.)/gm, '    ')}\n`);
  };

  const watchdog = new Watchdog(options.after, options.timeout);
  const pending = new PendingCases(
    cases,
    variant.clients,
    runtime,
    server,
    (client, each, problems) => {
      watchdog.restart();
      options.onCase(each);
      if (problems.length === 0) result.passed += 1;
      else fail(`${client}: ${titleOf(each)}`, problems.join('\n'));
    },
  );
  const { runs, finished } = pending;
  const file = [runtime.id, variant.title].join('-').replaceAll(' ', '-');
  const program = { folder, name: file, serverUrl: server.url, port: server.port, runs };
  const starting = variant.start(program);
  try {
    const session = await Promise.race([starting, watchdog.expired]);
    const isStarted = session !== 'expired';
    const end = isStarted ? await endOf(session, finished, watchdog) : session;
    // What is printed until it is stopped may say why.
    if (isStarted) await session.stop();
    const printed = isStarted ? session.output() : '';
    const output = printed === '' ? 'It printed nothing.' : `Its last output:\n${printed}`;
    const at = pending.next ?? 'after the last case';
    if (end === 'expired') {
      const seconds = options.timeout / 1000;
      fail(`stopped: ${at}`, `No case ended within ${seconds} s. ${output}`);
    } else if (end.problem !== undefined || pending.next) {
      fail(`ended: ${at}`, `${end.problem ?? 'It ended too early.'} ${output}`);
    }
    if (!isStarted) void starting.then((late) => late.stop()).catch(() => undefined);
  } catch (error) {
    fail('cannot start', (error as Error).message);
  } finally {
    watchdog.stop();
  }
  return result;
}

/** Waits for the last result, and for the end of a process. */
async function endOf(
  session: Session,
  finished: Promise<'finished'>,
  { expired }: Watchdog,
): Promise<'expired' | { problem: string | undefined }> {
  const ended = session.ended.then((problem) => ({ problem }));
  const end = await Promise.race([ended, finished, expired]);
  if (end !== 'finished') return end;
  return session.endsByItself ? Promise.race([ended, expired]) : { problem: undefined };
}
