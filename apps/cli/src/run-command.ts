import { CommanderError } from 'commander';
import { exitCodes, type ExitCode } from './session/exit-codes.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './session/surroundings.ts';
import { UsageError } from './session/usage-error.ts';

/**
 * Runs the command that the arguments name.
 *
 * @param args Without the names of the runtime and of the script.
 */
export async function runCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stderr, signal } = surroundings;
  let code: ExitCode = exitCodes.complete;
  // Each command is loaded when it is asked for: help has to wait for neither.
  const program = createProgram(
    {
      async get(batchId, options) {
        const { getCommand } = await import('./get/get-command.ts');
        code = await getCommand(batchId, options, surroundings);
      },
      async watch(batchIds, options) {
        const { watchCommand } = await import('./watch/watch-command.ts');
        code = await watchCommand(batchIds, options, surroundings);
      },
    },
    surroundings,
  );
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return signal.aborted ? interrupted(args, stderr) : failed(error, stderr);
  }
}

function interrupted(args: readonly string[], stderr: Surroundings['stderr']): ExitCode {
  // A terminal shows ^C where the cursor is.
  const start = stderr.isTTY ? '\n' : '';
  const command = ['batch-status', ...args.map(quoteForShell)].join(' ');
  stderr.write(`${start}Stopped. The calls go on; to see them again: ${command}\n`);
  return exitCodes.interrupted;
}

function quoteForShell(argument: string): string {
  return /^[\w.,:=/@%+~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

function failed(error: unknown, stderr: Surroundings['stderr']): ExitCode {
  // commander has printed its own sentence.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.complete : exitCodes.usage;
  stderr.write(`batch-status: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failedToAsk;
}
