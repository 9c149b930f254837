import { CommanderError } from 'commander';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { UsageError } from './usage-error.ts';

/** Runs the command that the arguments name, and sets the exit code of the process. */
export async function main(): Promise<void> {
  surviveOutput();
  const signal = abortOnSignals();
  // Each command is loaded when it is asked for: help has to wait for neither.
  const program = createProgram({
    async get(batchId, options) {
      const { getCommand } = await import('./get-command.ts');
      finish(await getCommand(batchId, options, signal));
    },
    async watch(batchIds, options) {
      const { watchCommand } = await import('./watch-command.ts');
      finish(await watchCommand(batchIds, options, signal));
    },
  });
  try {
    await program.parseAsync();
  } catch (error) {
    finish(signal.aborted ? interrupted() : failed(error));
  }
}

function finish(code: ExitCode): void {
  process.exitCode = code;
}

function abortOnSignals(): AbortSignal {
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Not `once`: what restores the cursor ends the process when no other listener is left.
    process.on(name, () => {
      if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
      interrupt.abort(name);
    });
  }
  return interrupt.signal;
}

function surviveOutput(): void {
  // Whoever reads the output may have enough of it before it ends, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.complete);
    say(`batch-status: The output could not be written: ${error.message}.`);
    process.exit(exitCodes.failedToAsk);
  });
  // Where messages cannot be written, nobody can be told so.
  process.stderr.on('error', () => undefined);
}

function interrupted(): ExitCode {
  const command = process.argv.slice(2).map(quoteForShell).join(' ');
  // A terminal shows ^C where the cursor is.
  if (process.stderr.isTTY) say('');
  say(`Stopped. The calls go on; to see them again: batch-status ${command}`);
  return exitCodes.interrupted;
}

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

function quoteForShell(argument: string): string {
  return /^[\w.,:=/@%+~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

function failed(error: unknown): ExitCode {
  // commander has printed its own sentence.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.complete : exitCodes.usage;
  say(`batch-status: ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failedToAsk;
}
