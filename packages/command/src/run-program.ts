import type { Command, CommanderError } from 'commander';
import { describeUnexpected } from './describe-unexpected.ts';
import type { ExitCodes } from './exit-codes.ts';
import type { Outputs } from './with-outputs.ts';

/** How a commander program runs. */
export interface ProgramRun extends Pick<Outputs, 'stderr'> {
  exitCodes: Pick<ExitCodes, 'usage' | 'unexpected'>;
  /**
   * The exit code of an error whose message is a sentence for users. An error without one is not
   * expected, and its message is not shown.
   */
  exitCodeOf: (error: unknown) => number | undefined;
  /** Describes the program. Its actions pass their exit codes to `exit`; the default is 0. */
  describe: (exit: (code: number) => void) => Command;
}

/** Runs a commander program with the arguments and returns its exit code. */
export async function runProgram(
  args: readonly string[],
  { stderr, exitCodes, exitCodeOf, describe }: ProgramRun,
): Promise<number> {
  let exitCode = 0;
  const program = describe((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // commander has already written its message, or the help or version that was asked for.
    if (isCommanderError(error)) {
      if (error.exitCode === 0) return 0;
      // Then it has written only the help.
      if (error.code === 'commander.help') {
        stderr.write(`${program.name()}: A command is missing. Use one of those above.\n`);
      }
      return exitCodes.usage;
    }
    const code = exitCodeOf(error);
    const sentence = code === undefined ? describeUnexpected(error) : (error as Error).message;
    stderr.write(`${program.name()}: ${sentence}\n`);
    return code ?? exitCodes.unexpected;
  }
}

/** By its code: importing commander for its class would load it before Node's version is checked. */
const isCommanderError = (error: unknown): error is CommanderError =>
  error instanceof Error && String((error as { code?: unknown }).code).startsWith('commander.');
