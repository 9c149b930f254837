import { exitCodes } from './session/exit-codes.ts';
import { runCommand } from './run-command.ts';

/** Runs the command that the process was started with, and sets its exit code. */
export async function main(): Promise<void> {
  surviveOutput();
  const { argv, env, stdout, stderr } = process;
  const signal = abortOnSignals();
  process.exitCode = await runCommand(argv.slice(2), { env, stdout, stderr, signal });
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
    process.stderr.write(`batch-status: The output could not be written: ${error.message}.\n`);
    process.exit(exitCodes.failedToAsk);
  });
  // Where messages cannot be written, nobody can be told so.
  process.stderr.on('error', () => undefined);
}
