import { runProgram } from '@batch-status/command';
import type { getCommand } from './get/get-command.ts';
import { createProgram } from './program.ts';
import { exitCodes, type ExitCode } from './session/exit-codes.ts';
import { needsAscii } from './session/needs-ascii.ts';
import { plainOutput } from './session/output.ts';
import type { Surroundings } from './session/surroundings.ts';
import { UsageError } from './session/usage-error.ts';
import type { waitCommand, watchCommand } from './watch/watch-command.ts';

/**
 * Runs the command that the arguments name.
 *
 * @param args Without the names of the runtime and of the script.
 */
export const runCommand = (args: readonly string[], surroundings: Surroundings): Promise<number> =>
  runProgram(args, {
    stderr: plainOutput(surroundings.stderr, isAscii(args, surroundings)),
    exitCodes: { ...exitCodes, unexpected: exitCodes.noAnswer },
    exitCodeOf: (error) => (error instanceof UsageError ? exitCodes.usage : undefined),
    describe(exit) {
      const end = async (code: Promise<ExitCode>): Promise<void> =>
        exit(await unlessInterrupted(code, args, surroundings));
      return createProgram(
        {
          get: (batchId, options) => end(get(batchId, options, surroundings)),
          watch: (batchIds, options) => end(watch(batchIds, options, surroundings)),
          wait: (batchIds, options) => end(wait(batchIds, options, surroundings)),
          async completion(shell, program) {
            const { completionFor } = await import('./completion/completion.ts');
            surroundings.stdout.write(completionFor(shell, program));
          },
        },
        surroundings,
      );
    },
  });

// Each command is imported when it runs, so that `--help` waits for neither.
const get: typeof getCommand = async (...given) =>
  (await import('./get/get-command.ts')).getCommand(...given);
const watch: typeof watchCommand = async (...given) =>
  (await import('./watch/watch-command.ts')).watchCommand(...given);
const wait: typeof waitCommand = async (...given) =>
  (await import('./watch/watch-command.ts')).waitCommand(...given);

/** Before the arguments are parsed, so that the messages about them are ASCII too. */
const isAscii = (args: readonly string[], { env }: Surroundings): boolean =>
  args.includes('--ascii') || needsAscii(env);

/** An interrupted command rejects; then the message says how to continue. */
async function unlessInterrupted(
  code: Promise<ExitCode>,
  args: readonly string[],
  { signal, stderr }: Surroundings,
): Promise<ExitCode> {
  try {
    return await code;
  } catch (error) {
    if (!signal.aborted) throw error;
    return interrupted(args, stderr, signal.reason);
  }
}

function interrupted(
  args: readonly string[],
  stderr: Surroundings['stderr'],
  reason: unknown,
): ExitCode {
  // A terminal has printed ^C at the cursor.
  const start = stderr.isTTY ? '\n' : '';
  const command = ['batch-status', ...args.map(quoteForShell)].join(' ');
  stderr.write(`${start}Stopped. The calls continue. Run this to see them again: ${command}\n`);
  return reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
}

function quoteForShell(argument: string): string {
  return /^[\w.,:=/@%+~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
