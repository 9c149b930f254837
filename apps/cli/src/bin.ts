#!/usr/bin/env node
import { CommanderError } from 'commander';
import { MissingCredential } from './client.ts';
import { exitCodeOfError, exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Not `once`: what restores the cursor ends the process when no other listener is left.
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
    interrupt.abort(signal);
  });
}
// Whoever reads the output may have enough of it before it ends, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.complete);
  console.error(`batch-status: The output could not be written: ${error.message}.`);
  process.exit(exitCodes.failedToAsk);
});
// Where messages cannot be written, nobody can be told so.
process.stderr.on('error', () => undefined);

try {
  const program = createProgram(interrupt.signal, (code) => {
    process.exitCode = code;
  });
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function quoteForShell(argument: string): string {
  return /^[\w.,:=/@%+~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** One sentence for the person, and a code for the script. */
function report(error: unknown): number {
  if (interrupt.signal.aborted) {
    const command = process.argv.slice(2).map(quoteForShell).join(' ');
    // A terminal shows ^C where the cursor is.
    if (process.stderr.isTTY) console.error();
    console.error(`Stopped. The batch goes on; to see it again: batch-status ${command}`);
    return exitCodes.interrupted;
  }
  // commander has printed its own sentence.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  console.error(`batch-status: ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof MissingCredential ? exitCodes.usage : exitCodeOfError(error);
}
